-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('roster', 'support_teaching', 'provincial', 'opening', 'mooc');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('reading', 'judged', 'unreadable', 'confirmed', 'discarded');

-- CreateEnum
CREATE TYPE "work_kind" AS ENUM ('read-import', 'confirm-import', 'decide-project');

-- CreateEnum
CREATE TYPE "work_state" AS ENUM ('queued', 'running', 'done', 'refused', 'failed');

-- CreateEnum
CREATE TYPE "project_kind" AS ENUM ('national', 'provincial', 'city', 'county', 'department', 'commissioned', 'authorised', 'lecture', 'support_teaching', 'self_run', 'opening');

-- CreateEnum
CREATE TYPE "project_status" AS ENUM ('draft', 'at_filing', 'filed', 'at_county', 'at_city', 'returned', 'refused', 'withdrawn', 'posted', 'correcting', 'closed', 'recorded');

-- CreateEnum
CREATE TYPE "project_action" AS ENUM ('create', 'edit', 'file', 'accept_filing', 'send_back', 'submit', 'approve', 'return', 'refuse', 'withdraw', 'recall', 'ask_correction', 'correct', 'keep', 'close');

-- CreateEnum
CREATE TYPE "participant_role" AS ENUM ('attended', 'taught');

-- CreateEnum
CREATE TYPE "report_status" AS ENUM ('open', 'added', 'declined');

-- CreateEnum
CREATE TYPE "support_kind" AS ENUM ('two_districts', 'xinjiang');

-- CreateEnum
CREATE TYPE "office_duty" AS ENUM ('research', 'technology', 'science', 'personnel');

-- AlterTable
ALTER TABLE "organisations" ADD COLUMN "office" "office_duty";

-- AlterEnum
ALTER TYPE "entry_action" ADD VALUE 'correct';
ALTER TYPE "entry_action" ADD VALUE 'pass_on';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "evidence_kind" ADD VALUE 'notice';
ALTER TYPE "evidence_kind" ADD VALUE 'bureau_consent';
ALTER TYPE "evidence_kind" ADD VALUE 'partner_qualification';
ALTER TYPE "evidence_kind" ADD VALUE 'agreement';
ALTER TYPE "evidence_kind" ADD VALUE 'invoice';
ALTER TYPE "evidence_kind" ADD VALUE 'sign_in_sheets';
ALTER TYPE "evidence_kind" ADD VALUE 'participant_list';
ALTER TYPE "evidence_kind" ADD VALUE 'attendance_proof';

-- DropIndex
DROP INDEX "ledger_postings_city_id_entry_id_event_seq_key";

-- AlterTable
ALTER TABLE "credit_entries" ADD COLUMN     "host_id" INTEGER,
ADD COLUMN     "participant_role" "participant_role",
ADD COLUMN     "project_id" UUID,
ADD COLUMN     "with_roster" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "imports" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" "import_kind" NOT NULL,
    "project_id" UUID,
    "organisation_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "status" "import_status" NOT NULL,
    "file_name" TEXT,
    "storage_key" TEXT,
    "scans_key" TEXT,
    "problem" JSONB,
    "header" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "city_id" INTEGER NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "teacher_id" INTEGER,
    "role" "participant_role",
    "tenths" INTEGER,
    "training_key" TEXT,
    "entry_id" UUID,
    "violations" JSONB NOT NULL,
    "codes" TEXT[],
    "flags" JSONB NOT NULL,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("city_id","import_id","line")
);

-- CreateTable
CREATE TABLE "import_layouts" (
    "city_id" INTEGER NOT NULL,
    "kind" "import_kind" NOT NULL,
    "layout" JSONB NOT NULL,

    CONSTRAINT "import_layouts_pkey" PRIMARY KEY ("city_id","kind")
);

-- CreateTable
CREATE TABLE "work_orders" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" "work_kind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "input" JSONB NOT NULL,
    "state" "work_state" NOT NULL,
    "done_rows" INTEGER NOT NULL DEFAULT 0,
    "total_rows" INTEGER NOT NULL DEFAULT 0,
    "violations" JSONB,
    "fault_id" TEXT,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_orders_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "platform_tokens" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "account_id" INTEGER NOT NULL,
    "created_by" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "platform_tokens_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "online_batches" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "token_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "answer" JSONB NOT NULL,
    "rows" INTEGER NOT NULL,
    "posted" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "online_batches_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "projects" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "kind" "project_kind" NOT NULL,
    "title" TEXT NOT NULL,
    "host_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "partner" TEXT,
    "notice_number" TEXT,
    "year" SMALLINT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "hours_tenths" INTEGER NOT NULL,
    "lecturer_hours_tenths" INTEGER,
    "documented_count" INTEGER,
    "training_key" TEXT NOT NULL,
    "status" "project_status" NOT NULL,
    "route" "step"[],
    "holder_id" INTEGER,
    "waiting_since" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "participants" INTEGER NOT NULL DEFAULT 0,
    "credits_tenths" INTEGER NOT NULL DEFAULT 0,
    "corrected_hours_tenths" INTEGER,
    "corrected_lecturer_hours_tenths" INTEGER,
    "registered_by_account_id" INTEGER NOT NULL,
    "registered_by_role" "role" NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_by_account_id" INTEGER,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "project_invoices" (
    "city_id" INTEGER NOT NULL,
    "project_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "project_invoices_pkey" PRIMARY KEY ("city_id","project_id")
);

-- CreateTable
CREATE TABLE "project_events" (
    "city_id" INTEGER NOT NULL,
    "project_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "action" "project_action" NOT NULL,
    "from_status" "project_status",
    "to_status" "project_status" NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "reason" TEXT,
    "participants" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_events_pkey" PRIMARY KEY ("city_id","project_id","seq")
);

-- CreateTable
CREATE TABLE "project_event_notes" (
    "city_id" INTEGER NOT NULL,
    "project_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "project_event_notes_pkey" PRIMARY KEY ("city_id","project_id","seq")
);

-- CreateTable
CREATE TABLE "missing_reports" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "project_id" UUID,
    "host_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "ended_on" DATE NOT NULL,
    "hours_tenths" INTEGER NOT NULL,
    "role" "participant_role" NOT NULL,
    "words" TEXT,
    "status" "report_status" NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" INTEGER,
    "answered_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "answer" TEXT,
    "entry_id" UUID,

    CONSTRAINT "missing_reports_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateIndex
CREATE INDEX "imports_city_id_organisation_id_role_created_at_idx" ON "imports"("city_id", "organisation_id", "role", "created_at" DESC);

-- CreateIndex
CREATE INDEX "imports_city_id_project_id_idx" ON "imports"("city_id", "project_id");

-- CreateIndex
CREATE INDEX "import_rows_city_id_import_id_teacher_id_idx" ON "import_rows"("city_id", "import_id", "teacher_id");

-- CreateIndex
CREATE INDEX "work_orders_city_id_subject_id_ordered_at_idx" ON "work_orders"("city_id", "subject_id", "ordered_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "platform_tokens_token_hash_key" ON "platform_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "online_batches_city_id_received_at_idx" ON "online_batches"("city_id", "received_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "online_batches_city_id_idempotency_key_key" ON "online_batches"("city_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "projects_city_id_host_id_registered_at_id_idx" ON "projects"("city_id", "host_id", "registered_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "projects_city_id_training_key_idx" ON "projects"("city_id", "training_key");

-- CreateIndex
CREATE INDEX "project_invoices_city_id_key_idx" ON "project_invoices"("city_id", "key");

-- CreateIndex
CREATE INDEX "missing_reports_city_id_teacher_id_idx" ON "missing_reports"("city_id", "teacher_id");

-- CreateIndex
CREATE INDEX "credit_entries_city_id_project_id_idx" ON "credit_entries"("city_id", "project_id");

-- CreateIndex
CREATE INDEX "ledger_postings_city_id_entry_id_idx" ON "ledger_postings"("city_id", "entry_id");

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_city_id_project_id_fkey" FOREIGN KEY ("city_id", "project_id") REFERENCES "projects"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_city_id_import_id_fkey" FOREIGN KEY ("city_id", "import_id") REFERENCES "imports"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_city_id_host_id_fkey" FOREIGN KEY ("city_id", "host_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_invoices" ADD CONSTRAINT "project_invoices_city_id_project_id_fkey" FOREIGN KEY ("city_id", "project_id") REFERENCES "projects"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_events" ADD CONSTRAINT "project_events_city_id_project_id_fkey" FOREIGN KEY ("city_id", "project_id") REFERENCES "projects"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_event_notes" ADD CONSTRAINT "project_event_notes_city_id_project_id_seq_fkey" FOREIGN KEY ("city_id", "project_id", "seq") REFERENCES "project_events"("city_id", "project_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "missing_reports" ADD CONSTRAINT "missing_reports_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "missing_reports" ADD CONSTRAINT "missing_reports_city_id_host_id_fkey" FOREIGN KEY ("city_id", "host_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "missing_reports" ADD CONSTRAINT "missing_reports_city_id_project_id_fkey" FOREIGN KEY ("city_id", "project_id") REFERENCES "projects"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "teachers_city_id_identity_hash_idx" ON "teachers"("city_id", "identity_hash");

-- CreateTable
CREATE TABLE "support_services" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "kind" "support_kind" NOT NULL,
    "place" TEXT NOT NULL,
    "receiving_school" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "support_services_pkey" PRIMARY KEY ("city_id","entry_id")
);

-- AddForeignKey
ALTER TABLE "support_services" ADD CONSTRAINT "support_services_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
