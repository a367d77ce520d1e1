-- AlterTable
ALTER TABLE "teacher_merges" ADD COLUMN     "employments_before" JSONB NOT NULL;
