-- Shapes and walls of certificates, objections, sampling, transfers, corrections, merges and previews of policies. Who sees and
-- writes which row is said by the migrations that bring the work: until then nobody does.

-- ---------------------------------------------------------------- shapes

ALTER TABLE certificates
  ADD CONSTRAINT certificates_code CHECK (octet_length(code_hash) = 32),
  ADD CONSTRAINT certificates_signature CHECK (octet_length(signature) = 64),
  ADD CONSTRAINT certificates_status_index CHECK (status_index >= 0),
  ADD CONSTRAINT certificates_revoked CHECK ((revoked_at IS NULL) = (revocation IS NULL)),
  ADD CONSTRAINT certificates_revocation CHECK (revocation IN ('credit-reversed', 'by-the-city', 'reissued'));
-- One that is valid for each teacher and cycle.
CREATE UNIQUE INDEX certificates_valid ON certificates (city_id, teacher_id, cycle_id) WHERE revoked_at IS NULL;

ALTER TABLE objections
  ADD CONSTRAINT objections_words CHECK (char_length(words) BETWEEN 1 AND 1000),
  ADD CONSTRAINT objections_answer CHECK (char_length(answer) BETWEEN 1 AND 1000),
  ADD CONSTRAINT objections_decided CHECK ((status IN ('granted', 'dismissed')) = (decided_by IS NOT NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL) AND (status <> 'dismissed' OR answer IS NOT NULL));

ALTER TABLE policy_previews
  ADD CONSTRAINT policy_previews_reason CHECK (char_length(reason) BETWEEN 1 AND 1000),
  ADD CONSTRAINT policy_previews_counted CHECK ((effects IS NULL) = (counted_at IS NULL)),
  ADD CONSTRAINT policy_previews_kept CHECK (kept_version IS NULL OR (effects IS NOT NULL AND kept_version = base_version + 1));
ALTER TABLE cycles ADD CONSTRAINT cycles_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL));

ALTER TABLE sampling_runs
  ADD CONSTRAINT sampling_runs_permille CHECK (permille BETWEEN 1 AND 1000),
  ADD CONSTRAINT sampling_runs_days CHECK (to_day >= from_day),
  ADD CONSTRAINT sampling_runs_source CHECK (source IN ('mooc', 'degree')),
  ADD CONSTRAINT sampling_runs_population CHECK (population >= 0);
ALTER TABLE sample_items
  ADD CONSTRAINT sample_items_position CHECK (position >= 1),
  ADD CONSTRAINT sample_items_checked CHECK ((result IS NULL) = (checked_at IS NULL) AND (checked_at IS NULL) = (checked_by IS NULL)
    AND (result IS DISTINCT FROM 'wrong' OR note IS NOT NULL));

ALTER TABLE transfers
  ADD CONSTRAINT transfers_elsewhere CHECK (from_school_id <> to_school_id),
  ADD CONSTRAINT transfers_answered CHECK ((status = 'asked') = (answered_at IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL));
-- A teacher is asked about once at a time.
CREATE UNIQUE INDEX transfers_open ON transfers (city_id, teacher_id) WHERE status = 'asked';
ALTER TABLE person_corrections
  ADD CONSTRAINT person_corrections_reason CHECK (char_length(reason) BETWEEN 1 AND 1000),
  ADD CONSTRAINT person_corrections_answered CHECK ((status = 'asked') = (answered_at IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL));
CREATE UNIQUE INDEX person_corrections_open ON person_corrections (city_id, teacher_id, kind) WHERE status = 'asked';
ALTER TABLE teacher_merges
  ADD CONSTRAINT teacher_merges_two CHECK (kept_id <> merged_id),
  ADD CONSTRAINT teacher_merges_reason CHECK (char_length(reason) BETWEEN 1 AND 1000);
ALTER TABLE organisation_pasts ADD CONSTRAINT organisation_pasts_reason CHECK (char_length(reason) BETWEEN 1 AND 1000);
ALTER TABLE ledger_checks ADD CONSTRAINT ledger_checks_digest CHECK (octet_length(digest) = 32);
ALTER TABLE organisations ADD CONSTRAINT organisations_merged_closed CHECK (merged_into_id IS NULL OR closed_on IS NOT NULL);

-- ---------------------------------------------------------------- what is written stays

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sampling_runs', 'teacher_merges', 'organisation_pasts', 'ledger_checks'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['certificates', 'objections', 'policy_previews', 'sampling_runs', 'sample_items', 'transfers',
      'person_corrections', 'teacher_merges', 'organisation_pasts', 'ledger_checks'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', name, current_user);
  END LOOP;
END;
$$;
