-- CreateEnum
CREATE TYPE "credit_source" AS ENUM ('mooc', 'degree', 'online', 'project', 'lecture', 'commissioned', 'authorised', 'support_teaching', 'self_run', 'opening');

-- CreateEnum
CREATE TYPE "entry_status" AS ENUM ('at_school', 'at_county', 'at_city', 'returned', 'refused', 'withdrawn', 'posted', 'revoked', 'recorded');

-- CreateEnum
CREATE TYPE "step" AS ENUM ('school', 'county', 'city');

-- CreateEnum
CREATE TYPE "entry_action" AS ENUM ('declare', 'register', 'approve', 'return', 'refuse', 'withdraw', 'recall', 'resubmit', 'revoke', 'record');

-- CreateEnum
CREATE TYPE "degree_level" AS ENUM ('secondary', 'associate', 'bachelor', 'master', 'doctor');

-- CreateEnum
CREATE TYPE "evidence_kind" AS ENUM ('certificate', 'completion_screenshot', 'account_screenshot', 'school_statement', 'diploma');

-- CreateEnum
CREATE TYPE "organisation_kind" AS ENUM ('city', 'county', 'school', 'office');

-- CreateEnum
CREATE TYPE "school_stage" AS ENUM ('kindergarten', 'primary', 'junior', 'senior', 'vocational', 'special', 'institution');

-- CreateEnum
CREATE TYPE "identity_kind" AS ENUM ('resident_id', 'passport', 'hong_kong_macao', 'taiwan');

-- CreateEnum
CREATE TYPE "employment_end" AS ENUM ('transferred', 'left', 'retired');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('teacher', 'school', 'county', 'city', 'host', 'platform');

-- CreateEnum
CREATE TYPE "login_kind" AS ENUM ('teacher', 'school', 'staff');

-- CreateTable
CREATE TABLE "audit_events" (
    "city_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "account_id" INTEGER,
    "kind" TEXT NOT NULL,
    "subject" TEXT,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "credit_entries" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "source" "credit_source" NOT NULL,
    "title" TEXT NOT NULL,
    "year" SMALLINT NOT NULL,
    "ended_on" DATE,
    "credits_tenths" INTEGER NOT NULL,
    "halves" SMALLINT NOT NULL DEFAULT 0,
    "training_key" TEXT,
    "certificate_key" TEXT,
    "certificate_shared" BOOLEAN NOT NULL DEFAULT false,
    "file_shared" BOOLEAN NOT NULL DEFAULT false,
    "duplicates_waived" BOOLEAN NOT NULL DEFAULT false,
    "status" "entry_status" NOT NULL,
    "route" "step"[],
    "unreviewed_by_school" BOOLEAN NOT NULL DEFAULT false,
    "holder_id" INTEGER,
    "waiting_since" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "registered_by_account_id" INTEGER NOT NULL,
    "registered_by_role" "role" NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credit_entries_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "mooc_claims" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "course_name" TEXT NOT NULL,
    "university" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "finished_on" DATE NOT NULL,
    "score_tenths" INTEGER NOT NULL,
    "real_name" BOOLEAN NOT NULL,
    "has_certificate" BOOLEAN NOT NULL,
    "certificate_number" TEXT,
    "certificate_hours_tenths" INTEGER,
    "account_hours_tenths" INTEGER,
    "course_hours_tenths" INTEGER,
    "content_confirmed_by" INTEGER,
    "account_checked_by" INTEGER,

    CONSTRAINT "mooc_claims_pkey" PRIMARY KEY ("city_id","entry_id")
);

-- CreateTable
CREATE TABLE "degree_claims" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "former_level" "degree_level" NOT NULL,
    "new_level" "degree_level" NOT NULL,
    "institution" TEXT NOT NULL,
    "major" TEXT NOT NULL,
    "graduated_on" DATE NOT NULL,
    "diploma_number" TEXT NOT NULL,

    CONSTRAINT "degree_claims_pkey" PRIMARY KEY ("city_id","entry_id")
);

-- CreateTable
CREATE TABLE "entry_events" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "action" "entry_action" NOT NULL,
    "from_status" "entry_status",
    "to_status" "entry_status" NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "reason" TEXT,
    "marks" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_events_pkey" PRIMARY KEY ("city_id","entry_id","seq")
);

-- CreateTable
CREATE TABLE "entry_event_notes" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "entry_event_notes_pkey" PRIMARY KEY ("city_id","entry_id","seq")
);

-- CreateTable
CREATE TABLE "entry_waivers" (
    "city_id" INTEGER NOT NULL,
    "entry_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_waivers_pkey" PRIMARY KEY ("city_id","entry_id")
);

-- CreateTable
CREATE TABLE "cycles" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "from_year" SMALLINT NOT NULL,
    "to_year" SMALLINT NOT NULL,

    CONSTRAINT "cycles_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "cycle_policies" (
    "city_id" INTEGER NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cycle_policies_pkey" PRIMARY KEY ("city_id","cycle_id","version")
);

-- CreateTable
CREATE TABLE "registration_rounds" (
    "city_id" INTEGER NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "from_year" SMALLINT NOT NULL,
    "to_year" SMALLINT NOT NULL,

    CONSTRAINT "registration_rounds_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "round_deadlines" (
    "city_id" INTEGER NOT NULL,
    "round_id" INTEGER NOT NULL,
    "source" "credit_source" NOT NULL,
    "last_day" DATE NOT NULL,

    CONSTRAINT "round_deadlines_pkey" PRIMARY KEY ("city_id","round_id","source")
);

-- CreateTable
CREATE TABLE "round_reopenings" (
    "city_id" INTEGER NOT NULL,
    "round_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "source" "credit_source" NOT NULL,
    "last_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "round_reopenings_pkey" PRIMARY KEY ("city_id","round_id","school_id","source")
);

-- CreateTable
CREATE TABLE "evidence_files" (
    "city_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "kind" "evidence_kind" NOT NULL,
    "original_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "byte_length" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "storage_key" TEXT NOT NULL,
    "thumbnail_key" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "uploaded_by" INTEGER NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_files_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "ledger_postings" (
    "city_id" INTEGER NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "entry_id" UUID NOT NULL,
    "event_seq" INTEGER NOT NULL,
    "source" "credit_source" NOT NULL,
    "year" SMALLINT NOT NULL,
    "ended_on" DATE,
    "halves" SMALLINT NOT NULL DEFAULT 0,
    "training_key" TEXT,
    "credits_tenths" INTEGER NOT NULL,
    "reverses_seq" INTEGER,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ledger_postings_pkey" PRIMARY KEY ("city_id","teacher_id","cycle_id","seq")
);

-- CreateTable
CREATE TABLE "balances" (
    "city_id" INTEGER NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "policy_version" INTEGER NOT NULL,
    "required_total_tenths" INTEGER NOT NULL,
    "required_online_tenths" INTEGER NOT NULL,
    "total_tenths" INTEGER NOT NULL DEFAULT 0,
    "online_tenths" INTEGER NOT NULL DEFAULT 0,
    "online_met_tenths" INTEGER NOT NULL DEFAULT 0,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "year_total_tenths" INTEGER[],
    "year_online_tenths" INTEGER[],
    "head_seq" INTEGER NOT NULL DEFAULT 0,
    "head_hash" BYTEA NOT NULL,

    CONSTRAINT "balances_pkey" PRIMARY KEY ("city_id","teacher_id","cycle_id")
);

-- CreateTable
CREATE TABLE "cities" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "cities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisations" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" "organisation_kind" NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "stage" "school_stage",
    "is_private" BOOLEAN NOT NULL DEFAULT false,
    "county_id" INTEGER,
    "closed_on" DATE,

    CONSTRAINT "organisations_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "teachers" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "pinyin_initials" TEXT NOT NULL,
    "teacher_number" TEXT NOT NULL,
    "identity_kind" "identity_kind" NOT NULL,
    "identity_cipher" BYTEA NOT NULL,
    "identity_hash" BYTEA NOT NULL,
    "identity_tail" TEXT NOT NULL,
    "certificate_number" TEXT,
    "subject" TEXT,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,

    CONSTRAINT "teachers_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "employments" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "teacher_id" INTEGER NOT NULL,
    "school_id" INTEGER NOT NULL,
    "county_id" INTEGER,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "ended" "employment_end",

    CONSTRAINT "employments_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "city_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "teacher_id" INTEGER,
    "display_name" TEXT NOT NULL,
    "login_kind" "login_kind" NOT NULL,
    "login_school_id" INTEGER,
    "login_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("city_id","id")
);

-- CreateTable
CREATE TABLE "account_roles" (
    "city_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "organisation_id" INTEGER NOT NULL,

    CONSTRAINT "account_roles_pkey" PRIMARY KEY ("city_id","account_id","role","organisation_id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "audit_events_city_id_account_id_at_idx" ON "audit_events"("city_id", "account_id", "at");

-- CreateIndex
CREATE INDEX "credit_entries_city_id_teacher_id_year_idx" ON "credit_entries"("city_id", "teacher_id", "year");

-- CreateIndex
CREATE INDEX "credit_entries_city_id_registered_at_id_idx" ON "credit_entries"("city_id", "registered_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credit_entries_city_id_school_id_registered_at_id_idx" ON "credit_entries"("city_id", "school_id", "registered_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credit_entries_city_id_county_id_registered_at_id_idx" ON "credit_entries"("city_id", "county_id", "registered_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "entry_events_city_id_account_id_at_idx" ON "entry_events"("city_id", "account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "cycles_city_id_from_year_key" ON "cycles"("city_id", "from_year");

-- CreateIndex
CREATE UNIQUE INDEX "registration_rounds_city_id_cycle_id_from_year_key" ON "registration_rounds"("city_id", "cycle_id", "from_year");

-- CreateIndex
CREATE INDEX "evidence_files_city_id_claim_id_idx" ON "evidence_files"("city_id", "claim_id");

-- CreateIndex
CREATE INDEX "evidence_files_city_id_sha256_idx" ON "evidence_files"("city_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_postings_city_id_entry_id_event_seq_key" ON "ledger_postings"("city_id", "entry_id", "event_seq");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_postings_city_id_teacher_id_cycle_id_reverses_seq_key" ON "ledger_postings"("city_id", "teacher_id", "cycle_id", "reverses_seq");

-- CreateIndex
CREATE INDEX "balances_city_id_cycle_id_county_id_school_id_idx" ON "balances"("city_id", "cycle_id", "county_id", "school_id");

-- CreateIndex
CREATE UNIQUE INDEX "cities_code_key" ON "cities"("code");

-- CreateIndex
CREATE UNIQUE INDEX "organisations_code_key" ON "organisations"("code");

-- CreateIndex
CREATE INDEX "organisations_city_id_county_id_kind_idx" ON "organisations"("city_id", "county_id", "kind");

-- CreateIndex
CREATE INDEX "teachers_city_id_school_id_pinyin_id_idx" ON "teachers"("city_id", "school_id", "pinyin", "id");

-- CreateIndex
CREATE INDEX "teachers_city_id_school_id_pinyin_initials_idx" ON "teachers"("city_id", "school_id", "pinyin_initials");

-- CreateIndex
CREATE INDEX "teachers_city_id_county_id_idx" ON "teachers"("city_id", "county_id");

-- CreateIndex
CREATE UNIQUE INDEX "teachers_city_id_identity_kind_identity_hash_key" ON "teachers"("city_id", "identity_kind", "identity_hash");

-- CreateIndex
CREATE UNIQUE INDEX "teachers_city_id_teacher_number_key" ON "teachers"("city_id", "teacher_number");

-- CreateIndex
CREATE UNIQUE INDEX "employments_city_id_teacher_id_starts_on_key" ON "employments"("city_id", "teacher_id", "starts_on");

-- CreateIndex
CREATE INDEX "accounts_city_id_teacher_id_idx" ON "accounts"("city_id", "teacher_id");

-- CreateIndex
CREATE INDEX "account_roles_city_id_organisation_id_role_idx" ON "account_roles"("city_id", "organisation_id", "role");

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_city_id_school_id_fkey" FOREIGN KEY ("city_id", "school_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_city_id_registered_by_account_id_fkey" FOREIGN KEY ("city_id", "registered_by_account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mooc_claims" ADD CONSTRAINT "mooc_claims_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "degree_claims" ADD CONSTRAINT "degree_claims_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_events" ADD CONSTRAINT "entry_events_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_events" ADD CONSTRAINT "entry_events_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_event_notes" ADD CONSTRAINT "entry_event_notes_city_id_entry_id_seq_fkey" FOREIGN KEY ("city_id", "entry_id", "seq") REFERENCES "entry_events"("city_id", "entry_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_waivers" ADD CONSTRAINT "entry_waivers_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry_waivers" ADD CONSTRAINT "entry_waivers_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycles" ADD CONSTRAINT "cycles_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "cities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_policies" ADD CONSTRAINT "cycle_policies_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration_rounds" ADD CONSTRAINT "registration_rounds_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round_deadlines" ADD CONSTRAINT "round_deadlines_city_id_round_id_fkey" FOREIGN KEY ("city_id", "round_id") REFERENCES "registration_rounds"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round_reopenings" ADD CONSTRAINT "round_reopenings_city_id_round_id_fkey" FOREIGN KEY ("city_id", "round_id") REFERENCES "registration_rounds"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_city_id_uploaded_by_fkey" FOREIGN KEY ("city_id", "uploaded_by") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_city_id_entry_id_fkey" FOREIGN KEY ("city_id", "entry_id") REFERENCES "credit_entries"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balances" ADD CONSTRAINT "balances_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balances" ADD CONSTRAINT "balances_city_id_cycle_id_fkey" FOREIGN KEY ("city_id", "cycle_id") REFERENCES "cycles"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "cities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_city_id_county_id_fkey" FOREIGN KEY ("city_id", "county_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teachers" ADD CONSTRAINT "teachers_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "cities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teachers" ADD CONSTRAINT "teachers_city_id_school_id_fkey" FOREIGN KEY ("city_id", "school_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employments" ADD CONSTRAINT "employments_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employments" ADD CONSTRAINT "employments_city_id_school_id_fkey" FOREIGN KEY ("city_id", "school_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "cities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_city_id_teacher_id_fkey" FOREIGN KEY ("city_id", "teacher_id") REFERENCES "teachers"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_city_id_login_school_id_fkey" FOREIGN KEY ("city_id", "login_school_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_city_id_account_id_fkey" FOREIGN KEY ("city_id", "account_id") REFERENCES "accounts"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_city_id_organisation_id_fkey" FOREIGN KEY ("city_id", "organisation_id") REFERENCES "organisations"("city_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
