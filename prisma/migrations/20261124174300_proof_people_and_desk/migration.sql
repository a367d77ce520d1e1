-- CreateEnum
CREATE TYPE "objection_status" AS ENUM ('open', 'granted', 'dismissed', 'withdrawn');

-- CreateEnum
CREATE TYPE "sample_result" AS ENUM ('in_order', 'wrong');

-- CreateEnum
CREATE TYPE "ask_status" AS ENUM ('asked', 'accepted', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "correction_kind" AS ENUM ('name', 'identity');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "entry_action" ADD VALUE 'reinstate';
ALTER TYPE "entry_action" ADD VALUE 'reassign';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "evidence_kind" ADD VALUE 'identity_proof';
ALTER TYPE "evidence_kind" ADD VALUE 'objection_proof';

-- AlterEnum
ALTER TYPE "import_kind" ADD VALUE 'teachers';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "message_kind" ADD VALUE 'objection_raised';
ALTER TYPE "message_kind" ADD VALUE 'objection_decided';
ALTER TYPE "message_kind" ADD VALUE 'transfer_asked';
ALTER TYPE "message_kind" ADD VALUE 'transfer_answered';
ALTER TYPE "message_kind" ADD VALUE 'correction_asked';
ALTER TYPE "message_kind" ADD VALUE 'correction_answered';
ALTER TYPE "message_kind" ADD VALUE 'certificate_revoked';
ALTER TYPE "message_kind" ADD VALUE 'sample_assigned';
ALTER TYPE "message_kind" ADD VALUE 'fraud_reported';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "work_kind" ADD VALUE 'print-transcripts';
ALTER TYPE "work_kind" ADD VALUE 'preview-policy';
ALTER TYPE "work_kind" ADD VALUE 'recompute-cycle';
ALTER TYPE "work_kind" ADD VALUE 'check-ledger';

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "one_time_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "teacher_id" INTEGER;

-- AlterTable
ALTER TABLE "cycles" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "closed_by" INTEGER;

-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "merged_into_id" INTEGER;

-- AlterTable
ALTER TABLE "teachers" ADD COLUMN     "merged_into_id" INTEGER;

-- CreateTable
CREATE TABLE "certificates" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "status_index" INTEGER NOT NULL,
    "head_seq" INTEGER NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" INTEGER,
    "revocation" TEXT,
    "note" TEXT,

    CONSTRAINT "certificates_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "policy_previews" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "base_version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "effects" JSONB,
    "counted_at" TIMESTAMPTZ(3),
    "kept_version" INTEGER,

    CONSTRAINT "policy_previews_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "ledger_checks" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "account_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "chains" INTEGER NOT NULL,
    "postings" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,
    "faults" JSONB NOT NULL,
    "fault_count" INTEGER NOT NULL,
    "wrong_balances" INTEGER NOT NULL,

    CONSTRAINT "ledger_checks_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "objections" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "refused_seq" INTEGER NOT NULL,
    "refused_at" "step" NOT NULL,
    "holder_id" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "status" "objection_status" NOT NULL,
    "raised_by" INTEGER NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "objections_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "sampling_runs" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "permille" SMALLINT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "source" "credit_source",
    "population" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sampling_runs_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "sample_items" (
    "city_id" INTEGER NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "assigned_to" INTEGER,
    "result" "sample_result",
    "note" TEXT,
    "checked_by" INTEGER,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sample_items_pkey" PRIMARY KEY ("city_id","run_id","position")
);

-- CreateTable
CREATE TABLE "transfers" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "from_school_id" INTEGER NOT NULL,
    "from_county_id" INTEGER,
    "to_school_id" INTEGER NOT NULL,
    "to_county_id" INTEGER,
    "last_day" DATE NOT NULL,
    "status" "ask_status" NOT NULL,
    "asked_by" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" INTEGER,
    "answered_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "person_corrections" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "kind" "correction_kind" NOT NULL,
    "before" BYTEA NOT NULL,
    "after" BYTEA NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "holder_id" INTEGER NOT NULL,
    "status" "ask_status" NOT NULL,
    "asked_by" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "answered_by" INTEGER,
    "answered_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "person_corrections_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "teacher_merges" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kept_id" INTEGER NOT NULL,
    "merged_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "entries" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teacher_merges_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "organisation_pasts" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "stage" "school_stage",
    "county_id" INTEGER,
    "until" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pasts_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "certificates_code_hash_key" ON "certificates"("code_hash");

-- CreateIndex
CREATE INDEX "certificates_city_id_teacher_id_cycle_id_idx" ON "certificates"("city_id", "teacher_id", "cycle_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_city_id_number_key" ON "certificates"("city_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_city_id_status_index_key" ON "certificates"("city_id", "status_index");

-- CreateIndex
CREATE INDEX "policy_previews_city_id_cycle_id_created_at_idx" ON "policy_previews"("city_id", "cycle_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "ledger_checks_city_id_at_idx" ON "ledger_checks"("city_id", "at" DESC);

-- CreateIndex
CREATE INDEX "objections_city_id_holder_id_status_raised_at_idx" ON "objections"("city_id", "holder_id", "status", "raised_at");

-- CreateIndex
CREATE INDEX "objections_city_id_teacher_id_idx" ON "objections"("city_id", "teacher_id");

-- CreateIndex
CREATE UNIQUE INDEX "objections_city_id_entry_id_key" ON "objections"("city_id", "entry_id");

-- CreateIndex
CREATE INDEX "sampling_runs_city_id_drawn_at_idx" ON "sampling_runs"("city_id", "drawn_at" DESC);

-- CreateIndex
CREATE INDEX "sample_items_city_id_assigned_to_idx" ON "sample_items"("city_id", "assigned_to");

-- CreateIndex
CREATE UNIQUE INDEX "sample_items_city_id_run_id_entry_id_key" ON "sample_items"("city_id", "run_id", "entry_id");

-- CreateIndex
CREATE INDEX "transfers_city_id_teacher_id_idx" ON "transfers"("city_id", "teacher_id");

-- CreateIndex
CREATE INDEX "transfers_city_id_from_school_id_asked_at_idx" ON "transfers"("city_id", "from_school_id", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "transfers_city_id_to_school_id_asked_at_idx" ON "transfers"("city_id", "to_school_id", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "person_corrections_city_id_teacher_id_idx" ON "person_corrections"("city_id", "teacher_id");

-- CreateIndex
CREATE INDEX "person_corrections_city_id_holder_id_status_idx" ON "person_corrections"("city_id", "holder_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "teacher_merges_city_id_merged_id_key" ON "teacher_merges"("city_id", "merged_id");

-- CreateIndex
CREATE INDEX "organisation_pasts_city_id_organisation_id_idx" ON "organisation_pasts"("city_id", "organisation_id");

-- CreateIndex
CREATE INDEX "organisation_pasts_code_idx" ON "organisation_pasts"("code");

-- CreateIndex
CREATE INDEX "audit_events_city_id_teacher_id_id_idx" ON "audit_events"("city_id", "teacher_id", "id");

-- CreateIndex
CREATE INDEX "audit_events_city_id_at_idx" ON "audit_events"("city_id", "at");

-- AddForeignKey
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_previews" ADD CONSTRAINT "policy_previews_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objections" ADD CONSTRAINT "objections_city_id_holder_id_fkey" FOREIGN KEY ("city_id", "holder_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_city_id_merged_into_id_fkey" FOREIGN KEY ("city_id", "merged_into_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teachers" ADD CONSTRAINT "teachers_city_id_merged_into_id_fkey" FOREIGN KEY ("city_id", "merged_into_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sampling_runs" ADD CONSTRAINT "sampling_runs_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample_items" ADD CONSTRAINT "sample_items_city_id_run_id_fkey" FOREIGN KEY ("city_id", "run_id") REFERENCES "sampling_runs"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample_items" ADD CONSTRAINT "sample_items_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_city_id_from_school_id_fkey" FOREIGN KEY ("city_id", "from_school_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_city_id_to_school_id_fkey" FOREIGN KEY ("city_id", "to_school_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_corrections" ADD CONSTRAINT "person_corrections_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teacher_merges" ADD CONSTRAINT "teacher_merges_city_id_kept_id_fkey" FOREIGN KEY ("city_id", "kept_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teacher_merges" ADD CONSTRAINT "teacher_merges_city_id_merged_id_fkey" FOREIGN KEY ("city_id", "merged_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_pasts" ADD CONSTRAINT "organisation_pasts_city_id_organisation_id_fkey" FOREIGN KEY ("city_id", "organisation_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
