-- Shapes only: signs, tenths, states, dates in order. The rules themselves are in src/rules and nowhere else.

ALTER TABLE cities ADD CONSTRAINT cities_code CHECK (code ~ '^[0-9]{4}$');
ALTER TABLE organisations
  ADD CONSTRAINT organisations_code CHECK (
    code IS NULL
    OR (kind = 'city' AND code ~ '^[0-9]{4}$')
    OR (kind = 'county' AND code ~ '^[0-9]{6}$')
    OR (kind = 'school' AND code ~ '^[0-9]{10}$')),
  ADD CONSTRAINT organisations_stage CHECK ((kind = 'school') = (stage IS NOT NULL)),
  ADD CONSTRAINT organisations_superior CHECK (kind IN ('school', 'office') OR county_id IS NULL);
ALTER TABLE teachers
  ADD CONSTRAINT teachers_name CHECK (char_length(name) BETWEEN 1 AND 100),
  ADD CONSTRAINT teachers_identity_hash CHECK (octet_length(identity_hash) = 32),
  ADD CONSTRAINT teachers_certificate CHECK (certificate_number IS NULL OR certificate_number ~ '^[0-9]{17}$');
ALTER TABLE employments
  ADD CONSTRAINT employments_dates CHECK (ends_on IS NULL OR ends_on >= starts_on),
  ADD CONSTRAINT employments_end CHECK ((ends_on IS NULL) = (ended IS NULL));
ALTER TABLE accounts
  ADD CONSTRAINT accounts_login_school CHECK ((login_kind = 'school') = (login_school_id IS NOT NULL)),
  ADD CONSTRAINT accounts_session_version CHECK (session_version >= 1);
-- A sign-in names no city, so a login is unique in the whole installation.
CREATE UNIQUE INDEX accounts_login ON accounts (login_name, login_kind, coalesce(login_school_id, 0));

ALTER TABLE cycles ADD CONSTRAINT cycles_years CHECK (from_year BETWEEN 2000 AND 2100 AND to_year >= from_year);
ALTER TABLE registration_rounds ADD CONSTRAINT registration_rounds_years CHECK (to_year >= from_year);
ALTER TABLE round_reopenings ADD CONSTRAINT round_reopenings_reason CHECK (char_length(reason) BETWEEN 1 AND 500);

ALTER TABLE credit_entries
  ADD CONSTRAINT credit_entries_credits CHECK (credits_tenths BETWEEN 0 AND 100000),
  ADD CONSTRAINT credit_entries_year CHECK (year BETWEEN 2000 AND 2100),
  ADD CONSTRAINT credit_entries_halves CHECK (halves BETWEEN 0 AND 3 AND (halves = 0 OR source = 'support_teaching')),
  ADD CONSTRAINT credit_entries_training_key CHECK (training_key !~ '[|\n]'),
  ADD CONSTRAINT credit_entries_title CHECK (char_length(title) BETWEEN 1 AND 200),
  ADD CONSTRAINT credit_entries_version CHECK (version >= 1),
  ADD CONSTRAINT credit_entries_holder CHECK (
    (status IN ('at_school', 'at_county', 'at_city')) = (holder_id IS NOT NULL)
    AND (holder_id IS NULL) = (waiting_since IS NULL)),
  ADD CONSTRAINT credit_entries_on_route CHECK (CASE status
    WHEN 'at_school' THEN 'school' = ANY (route)
    WHEN 'at_county' THEN 'county' = ANY (route)
    WHEN 'at_city' THEN 'city' = ANY (route)
    ELSE true END),
  ADD CONSTRAINT credit_entries_self_run CHECK ((status = 'recorded') = (source = 'self_run')),
  -- Two people with one certificate or one file: nothing is posted before a superior wrote down why it is right (R16).
  ADD CONSTRAINT credit_entries_duplicates CHECK (
    status <> 'posted' OR duplicates_waived OR NOT (certificate_shared OR file_shared));
-- One certificate number belongs to one person among live entries; refused, withdrawn and revoked ones free it (R16).
CREATE UNIQUE INDEX credit_entries_certificate ON credit_entries (city_id, source, certificate_key)
  WHERE certificate_key IS NOT NULL AND NOT certificate_shared AND status NOT IN ('refused', 'withdrawn', 'revoked');
-- The queue: open entries only, oldest first.
-- What the policies ask of a row is in it, too, so that counting the queue touches no row.
CREATE INDEX credit_entries_queue ON credit_entries (city_id, holder_id, waiting_since, id)
  INCLUDE (county_id, school_id, teacher_id) WHERE holder_id IS NOT NULL;
-- Who else brings this certificate, whatever became of the entry: asked at each registration and each decision.
CREATE INDEX credit_entries_certificate_key ON credit_entries (city_id, source, certificate_key) WHERE certificate_key IS NOT NULL;

ALTER TABLE mooc_claims
  ADD CONSTRAINT mooc_claims_score CHECK (score_tenths BETWEEN 0 AND 1000),
  ADD CONSTRAINT mooc_claims_hours CHECK (
    certificate_hours_tenths > 0 AND account_hours_tenths > 0 AND course_hours_tenths > 0),
  ADD CONSTRAINT mooc_claims_certificate CHECK (has_certificate = (certificate_number IS NOT NULL));
ALTER TABLE entry_events
  ADD CONSTRAINT entry_events_seq CHECK (seq >= 1),
  ADD CONSTRAINT entry_events_reason CHECK (action NOT IN ('return', 'refuse', 'revoke') OR reason IS NOT NULL);
ALTER TABLE entry_event_notes ADD CONSTRAINT entry_event_notes_note CHECK (char_length(note) BETWEEN 1 AND 1000);
ALTER TABLE entry_waivers ADD CONSTRAINT entry_waivers_reason CHECK (char_length(reason) BETWEEN 1 AND 500);
ALTER TABLE evidence_files
  ADD CONSTRAINT evidence_files_length CHECK (byte_length BETWEEN 1 AND 10485760),
  ADD CONSTRAINT evidence_files_sha256 CHECK (octet_length(sha256) = 32),
  ADD CONSTRAINT evidence_files_media_type CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf'));
ALTER TABLE ledger_postings
  ADD CONSTRAINT ledger_postings_sign CHECK (
    CASE WHEN reverses_seq IS NULL THEN credits_tenths >= 0 ELSE credits_tenths <= 0 AND reverses_seq < seq END),
  ADD CONSTRAINT ledger_postings_hash CHECK (octet_length(hash) = 32 AND octet_length(prev_hash) = 32),
  ADD CONSTRAINT ledger_postings_training_key CHECK (training_key !~ '[|\n]');
ALTER TABLE balances
  ADD CONSTRAINT balances_sums CHECK (total_tenths >= 0 AND online_tenths >= 0 AND online_met_tenths >= online_tenths),
  ADD CONSTRAINT balances_head CHECK (head_seq >= 0 AND octet_length(head_hash) = 32);
