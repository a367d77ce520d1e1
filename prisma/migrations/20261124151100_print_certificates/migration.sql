-- AlterEnum
ALTER TYPE "work_kind" ADD VALUE 'print-certificates';
