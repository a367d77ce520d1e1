-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('entry_returned', 'entry_refused', 'entry_posted', 'entry_revoked', 'entry_urged', 'project_returned', 'project_refused', 'project_posted', 'report_arrived', 'report_answered', 'table_reported', 'table_returned', 'table_accepted', 'deadline_near', 'school_reopened', 'deputy_named');

-- CreateEnum
CREATE TYPE "summary_status" AS ENUM ('reported', 'returned', 'accepted');

-- CreateEnum
CREATE TYPE "summary_action" AS ENUM ('close', 'take_back', 'receive_paper', 'receive_certificates', 'return', 'accept');

-- AlterTable
ALTER TABLE "balances" ADD COLUMN     "duty_years" SMALLINT[] DEFAULT ARRAY[]::SMALLINT[];

-- AlterTable
ALTER TABLE "round_reopenings" DROP CONSTRAINT "round_reopenings_pkey",
ADD CONSTRAINT "round_reopenings_pkey" PRIMARY KEY ("city_id", "round_id", "school_id", "source", "created_at");

-- CreateTable
CREATE TABLE "inbox_messages" (
    "city_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "kind" "message_kind" NOT NULL,
    "subject_id" UUID,
    "title" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "key" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mail_due" BOOLEAN NOT NULL DEFAULT false,
    "mail_tries" SMALLINT NOT NULL DEFAULT 0,
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_messages_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "mail_settings" (
    "city_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "email_sealed" BYTEA,
    "kinds" "message_kind"[],
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',

    CONSTRAINT "mail_settings_pkey" PRIMARY KEY ("city_id","account_id")
);

-- CreateTable
CREATE TABLE "entry_urges" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" INTEGER NOT NULL,
    "holder_id" INTEGER NOT NULL,

    CONSTRAINT "entry_urges_pkey" PRIMARY KEY ("city_id","entry_id","at")
);

-- CreateTable
CREATE TABLE "deputies" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "absent_account_id" INTEGER NOT NULL,
    "deputy_account_id" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "deputies_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "summary_tables" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "round_id" INTEGER NOT NULL,
    "source" "credit_source" NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "number" SMALLINT NOT NULL,
    "status" "summary_status" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "closed_by_account_id" INTEGER NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "paper_on" DATE,
    "certificates_on" DATE,

    CONSTRAINT "summary_tables_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "summary_copies" (
    "city_id" INTEGER NOT NULL,
    "table_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "lines" INTEGER NOT NULL,
    "credits_tenths" INTEGER NOT NULL,

    CONSTRAINT "summary_copies_pkey" PRIMARY KEY ("city_id","table_id","seq")
);

-- CreateTable
CREATE TABLE "summary_events" (
    "city_id" INTEGER NOT NULL,
    "table_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "action" "summary_action" NOT NULL,
    "from_status" "summary_status",
    "to_status" "summary_status" NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "summary_events_pkey" PRIMARY KEY ("city_id","table_id","seq")
);

-- CreateTable
CREATE TABLE "summary_event_notes" (
    "city_id" INTEGER NOT NULL,
    "table_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "summary_event_notes_pkey" PRIMARY KEY ("city_id","table_id","seq")
);

-- CreateIndex
CREATE INDEX "inbox_messages_city_id_account_id_role_id_idx" ON "inbox_messages"("city_id", "account_id", "role", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_messages_city_id_account_id_key_key" ON "inbox_messages"("city_id", "account_id", "key");

-- CreateIndex
CREATE INDEX "deputies_city_id_deputy_account_id_idx" ON "deputies"("city_id", "deputy_account_id");

-- CreateIndex
CREATE INDEX "deputies_city_id_organisation_id_idx" ON "deputies"("city_id", "organisation_id");

-- CreateIndex
CREATE INDEX "summary_tables_city_id_county_id_round_id_source_idx" ON "summary_tables"("city_id", "county_id", "round_id", "source");

-- CreateIndex
CREATE UNIQUE INDEX "summary_tables_city_id_round_id_source_unit_id_number_key" ON "summary_tables"("city_id", "round_id", "source", "unit_id", "number");

-- CreateIndex
CREATE INDEX "entry_events_at_idx" ON "entry_events" USING BRIN ("at");

-- AddForeignKey
ALTER TABLE "inbox_messages" ADD CONSTRAINT "inbox_messages_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_settings" ADD CONSTRAINT "mail_settings_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_urges" ADD CONSTRAINT "entry_urges_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_urges" ADD CONSTRAINT "entry_urges_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_city_id_organisation_id_fkey" FOREIGN KEY ("city_id", "organisation_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_city_id_absent_account_id_fkey" FOREIGN KEY ("city_id", "absent_account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_city_id_deputy_account_id_fkey" FOREIGN KEY ("city_id", "deputy_account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_tables" ADD CONSTRAINT "summary_tables_city_id_round_id_fkey" FOREIGN KEY ("city_id", "round_id") REFERENCES "registration_rounds"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_tables" ADD CONSTRAINT "summary_tables_city_id_unit_id_fkey" FOREIGN KEY ("city_id", "unit_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_copies" ADD CONSTRAINT "summary_copies_city_id_table_id_fkey" FOREIGN KEY ("city_id", "table_id") REFERENCES "summary_tables"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_events" ADD CONSTRAINT "summary_events_city_id_table_id_fkey" FOREIGN KEY ("city_id", "table_id") REFERENCES "summary_tables"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_events" ADD CONSTRAINT "summary_events_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "summary_event_notes" ADD CONSTRAINT "summary_event_notes_city_id_table_id_seq_fkey" FOREIGN KEY ("city_id", "table_id", "seq") REFERENCES "summary_events"("city_id", "table_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;
