-- Shapes, walls and policies of projects, rosters, imports, the platform's feed and missing-training reports.

-- ---------------------------------------------------------------- shapes

ALTER TABLE organisations ADD CONSTRAINT organisations_office CHECK (office IS NULL OR kind = 'office');
ALTER TABLE projects
  ADD CONSTRAINT projects_title CHECK (char_length(title) BETWEEN 1 AND 200),
  ADD CONSTRAINT projects_dates CHECK (ends_on >= starts_on),
  ADD CONSTRAINT projects_year CHECK (year BETWEEN 2000 AND 2100),
  ADD CONSTRAINT projects_hours CHECK (hours_tenths BETWEEN 0 AND 100000 AND lecturer_hours_tenths BETWEEN 0 AND 100000
    AND corrected_hours_tenths BETWEEN 0 AND 100000 AND corrected_lecturer_hours_tenths BETWEEN 0 AND 100000),
  ADD CONSTRAINT projects_counts CHECK (documented_count >= 0 AND participants >= 0 AND credits_tenths >= 0),
  ADD CONSTRAINT projects_training_key CHECK (training_key !~ '[|\n]'),
  ADD CONSTRAINT projects_version CHECK (version >= 1),
  ADD CONSTRAINT projects_holder CHECK (
    (status IN ('at_filing', 'at_county', 'at_city', 'correcting')) = (holder_id IS NOT NULL)
    AND (holder_id IS NULL) = (waiting_since IS NULL)),
  ADD CONSTRAINT projects_self_run CHECK (status <> 'recorded' OR kind = 'self_run');
ALTER TABLE project_events
  ADD CONSTRAINT project_events_seq CHECK (seq >= 1),
  ADD CONSTRAINT project_events_reason CHECK (action NOT IN ('send_back', 'return', 'refuse', 'keep') OR reason IS NOT NULL);
ALTER TABLE project_event_notes ADD CONSTRAINT project_event_notes_note CHECK (char_length(note) BETWEEN 1 AND 1000);
ALTER TABLE credit_entries
  ADD CONSTRAINT credit_entries_project CHECK (
    (project_id IS NULL) = (participant_role IS NULL) AND (project_id IS NULL) = (host_id IS NULL)
    AND (project_id IS NOT NULL OR NOT with_roster));
ALTER TABLE support_services
  ADD CONSTRAINT support_services_dates CHECK (ends_on >= starts_on),
  ADD CONSTRAINT support_services_words CHECK (char_length(place) BETWEEN 1 AND 200 AND char_length(receiving_school) BETWEEN 1 AND 200);
ALTER TABLE imports
  ADD CONSTRAINT imports_project CHECK ((kind IN ('roster', 'support_teaching')) = (project_id IS NOT NULL)),
  ADD CONSTRAINT imports_problem CHECK ((status = 'unreadable') = (problem IS NOT NULL));
ALTER TABLE import_rows ADD CONSTRAINT import_rows_line CHECK (line BETWEEN 1 AND 2000000);
ALTER TABLE work_orders
  ADD CONSTRAINT work_orders_ended CHECK ((state IN ('done', 'refused', 'failed')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT work_orders_rows CHECK (done_rows >= 0 AND total_rows >= 0);
ALTER TABLE platform_tokens ADD CONSTRAINT platform_tokens_hash CHECK (octet_length(token_hash) = 32);
ALTER TABLE online_batches
  ADD CONSTRAINT online_batches_body CHECK (octet_length(body_hash) = 32),
  ADD CONSTRAINT online_batches_key CHECK (char_length(idempotency_key) BETWEEN 1 AND 200);
ALTER TABLE missing_reports
  ADD CONSTRAINT missing_reports_title CHECK (char_length(title) BETWEEN 1 AND 200),
  ADD CONSTRAINT missing_reports_hours CHECK (hours_tenths BETWEEN 1 AND 100000),
  ADD CONSTRAINT missing_reports_answered CHECK (
    (status = 'open') = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)
    AND (status = 'added') = (entry_id IS NOT NULL) AND (status <> 'declined' OR reason IS NOT NULL));

-- One event may post twice: a correction of the hours reverses and posts anew.
CREATE UNIQUE INDEX ledger_postings_event ON ledger_postings (city_id, entry_id, event_seq, (reverses_seq IS NULL));
-- One person stands on a roster once in each role; support teaching once for each half year.
CREATE UNIQUE INDEX credit_entries_participant ON credit_entries (city_id, project_id, teacher_id, participant_role, year, halves)
  WHERE project_id IS NOT NULL AND status NOT IN ('refused', 'withdrawn', 'revoked');
-- What waits singly; rosters wait as one. All that the policies ask of a row is in it, so that counting touches no row.
DROP INDEX credit_entries_queue;
CREATE INDEX credit_entries_queue ON credit_entries (city_id, holder_id, waiting_since, id)
  INCLUDE (county_id, school_id, teacher_id, host_id, source) WHERE holder_id IS NOT NULL AND NOT with_roster;
CREATE INDEX projects_queue ON projects (city_id, holder_id, waiting_since, id) WHERE holder_id IS NOT NULL;
-- A project has one roster in the making.
CREATE UNIQUE INDEX imports_open_roster ON imports (city_id, project_id)
  WHERE project_id IS NOT NULL AND status IN ('reading', 'judged', 'unreadable');
CREATE INDEX missing_reports_open ON missing_reports (city_id, host_id, reported_at) WHERE status = 'open';

-- ---------------------------------------------------------------- what is written stays

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['project_events', 'online_batches'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END;
$$;

-- A change of a project without its event, and an event that skips a number: not committed.
CREATE FUNCTION check_project_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  present record;
BEGIN
  SELECT version, status INTO present FROM projects WHERE city_id = NEW.city_id AND id = NEW.id;
  IF NOT EXISTS (SELECT 1 FROM project_events v WHERE v.city_id = NEW.city_id AND v.project_id = NEW.id
      AND v.seq = present.version AND v.to_status = present.status) THEN
    RAISE EXCEPTION 'project % has no event %', NEW.id, present.version USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER told AFTER INSERT OR UPDATE OF status, version ON projects
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_project_told();

-- An event follows the one before it. Asked of all rows of a statement at once: a roster brings ten thousand. What the key
-- keeps apart and what follows another has no gap.
CREATE OR REPLACE FUNCTION check_event_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stray record;
BEGIN
  SELECT f.seq, f.entry_id INTO stray FROM fresh f WHERE f.seq > 1 AND NOT EXISTS (SELECT 1 FROM entry_events v
    WHERE v.city_id = f.city_id AND v.entry_id = f.entry_id AND v.seq = f.seq - 1) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'event % of entry % is out of order', stray.seq, stray.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;
DROP TRIGGER follows ON entry_events;
CREATE TRIGGER follows AFTER INSERT ON entry_events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_event_follows();

CREATE FUNCTION check_project_event_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stray record;
BEGIN
  SELECT f.seq, f.project_id INTO stray FROM fresh f WHERE f.seq > 1 AND NOT EXISTS (SELECT 1 FROM project_events v
    WHERE v.city_id = f.city_id AND v.project_id = f.project_id AND v.seq = f.seq - 1) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'event % of project % is out of order', stray.seq, stray.project_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;
CREATE TRIGGER follows AFTER INSERT ON project_events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_project_event_follows();

-- ---------------------------------------------------------------- the ledger is written by one hand

-- Posts entries, or reverses what is posted of them: the only way into the ledger that the application has. What a posting says
-- is what its entry says, its place and hash follow from the head that the balance keeps; any number of entries in one go,
-- a teacher with several of them one after the other. The city posts and reverses; the platform posts online results (N3.5).
-- Answers how many postings were written: entries that are in the ledger already, that
-- have not taken the step that posts them, or have nothing to reverse are passed over.
CREATE FUNCTION write_postings(p_city integer, p_entries uuid[], p_reverse boolean, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  written integer := 0;
  chained integer;
  -- What is due: each entry, the posting that stands for it, and its place among those of its teacher.
  ids uuid[];
  stands integer[];
  places integer[];
BEGIN
  IF p_city IS DISTINCT FROM actor_city() OR actor_role() NOT IN ('city', 'platform') OR (actor_role() = 'platform' AND (p_reverse
      OR EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = p_city AND e.id = ANY (p_entries) AND e.source <> 'online'))) THEN
    RAISE EXCEPTION 'this actor writes no such posting' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- The first large roster of a new city: planned on statistics of empty tables, each row would be looked for among all.
  IF (SELECT reltuples FROM pg_class WHERE oid = 'balances'::regclass) < cardinality(p_entries) - 500 THEN
    ANALYZE balances, credit_entries, ledger_postings;
  END IF;
  -- In one order, so that two that post at once wait for each other and never in a circle.
  PERFORM 1 FROM balances b WHERE (b.city_id, b.teacher_id, b.cycle_id) IN (
    SELECT e.city_id, e.teacher_id, e.cycle_id FROM credit_entries e WHERE e.city_id = p_city AND e.id = ANY (p_entries))
    ORDER BY b.teacher_id, b.cycle_id FOR UPDATE;
  -- Postings and reversals of an entry take turns, so the last posting is the one that stands.
  SELECT array_agg(id), array_agg(last), array_agg(place) INTO ids, stands, places FROM (
    SELECT id, last, row_number() OVER (PARTITION BY teacher_id, cycle_id ORDER BY ended_on, id)::integer AS place FROM (
      SELECT e.id, e.teacher_id, e.cycle_id, e.ended_on, of_entry.net, of_entry.last FROM credit_entries e, LATERAL (
        SELECT coalesce(sum(CASE WHEN p.reverses_seq IS NULL THEN 1 ELSE -1 END), 0) AS net,
          max(p.seq) FILTER (WHERE p.reverses_seq IS NULL) AS last
        FROM ledger_postings p WHERE p.city_id = p_city AND p.teacher_id = e.teacher_id AND p.cycle_id = e.cycle_id
          AND p.entry_id = e.id) of_entry
      WHERE e.city_id = p_city AND e.id = ANY (p_entries) AND (p_reverse OR e.status = 'posted')
    ) known WHERE net = p_reverse::integer
  ) due;
  FOR turn IN 1 .. coalesce((SELECT max(place) FROM unnest(places) AS place), 0) LOOP
    WITH due AS (
      SELECT e.teacher_id, e.cycle_id, e.id AS entry_id, e.version AS event_seq, u.stands AS reverses_seq,
        CASE WHEN p_reverse THEN s.school_id ELSE e.school_id END AS school_id,
        CASE WHEN p_reverse THEN s.county_id ELSE e.county_id END AS county_id,
        CASE WHEN p_reverse THEN s.source ELSE e.source END AS source,
        CASE WHEN p_reverse THEN s.year ELSE e.year END AS year,
        CASE WHEN p_reverse THEN s.ended_on ELSE e.ended_on END AS ended_on,
        CASE WHEN p_reverse THEN s.halves ELSE e.halves END AS halves,
        CASE WHEN p_reverse THEN s.training_key ELSE e.training_key END AS training_key,
        CASE WHEN p_reverse THEN -s.credits_tenths ELSE e.credits_tenths END AS credits_tenths
      FROM unnest(ids, CASE WHEN p_reverse THEN stands END, places) AS u(id, stands, place)
      JOIN credit_entries e ON e.city_id = p_city AND e.id = u.id
      LEFT JOIN ledger_postings s ON s.city_id = p_city AND s.teacher_id = e.teacher_id AND s.cycle_id = e.cycle_id AND s.seq = u.stands
      WHERE u.place = turn
    ), chain AS (
      INSERT INTO ledger_postings (city_id, teacher_id, cycle_id, seq, school_id, county_id, entry_id, event_seq, source, year,
        ended_on, halves, training_key, credits_tenths, reverses_seq, posted_at, prev_hash, hash)
      SELECT b.city_id, d.teacher_id, d.cycle_id, b.head_seq + 1, d.school_id, d.county_id, d.entry_id, d.event_seq, d.source, d.year,
        d.ended_on, d.halves, d.training_key, d.credits_tenths, d.reverses_seq, p_at, b.head_hash,
        posting_hash(ROW(b.city_id, d.teacher_id, d.cycle_id, b.head_seq + 1, d.school_id, d.county_id, d.entry_id, d.event_seq,
          d.source, d.year, d.ended_on, d.halves, d.training_key, d.credits_tenths, d.reverses_seq, p_at::timestamptz(3), b.head_hash,
          ''::bytea)::ledger_postings)
      FROM due d JOIN balances b ON b.city_id = p_city AND b.teacher_id = d.teacher_id AND b.cycle_id = d.cycle_id
      RETURNING city_id, teacher_id, cycle_id, seq, hash
    )
    UPDATE balances b SET head_seq = c.seq, head_hash = c.hash FROM chain c
      WHERE b.city_id = c.city_id AND b.teacher_id = c.teacher_id AND b.cycle_id = c.cycle_id;
    GET DIAGNOSTICS chained = ROW_COUNT;
    written := written + chained;
  END LOOP;
  RETURN written;
END;
$$;
REVOKE EXECUTE ON FUNCTION write_postings(integer, uuid[], boolean, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_postings(integer, uuid[], boolean, timestamptz) TO credit_bank_app;
REVOKE INSERT ON ledger_postings FROM credit_bank_app;
DROP POLICY post ON ledger_postings;
-- What an owner brings by hand (a demo city) is chained row by row, as before; what is chained already stays as it is.
DROP TRIGGER chain ON ledger_postings;
CREATE TRIGGER chain BEFORE INSERT ON ledger_postings FOR EACH ROW WHEN (NEW.seq = 0) EXECUTE FUNCTION chain_posting();

-- A trigger plans its look-ups once for ten thousand rows; planned on tables that were empty then, it would read all of them
-- for each row.
ALTER FUNCTION check_entry_told() SET enable_seqscan = off;
ALTER FUNCTION check_project_told() SET enable_seqscan = off;

-- ---------------------------------------------------------------- the actor

-- The place for which the actor acts: it hosts trainings and keeps tables there. A teacher and the platform act for no place,
-- though they belong to one.
CREATE FUNCTION actor_organisation() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.organisation', true), '')::integer $$;

-- As before, and: the organisation for every role that acts for one; for an office that hosts trainings the county that it belongs to, in which
-- its participants are; and no session version for work that was ordered while the session was good, and is done by the
-- worker: the account has to be enabled and to have the role, still.
CREATE OR REPLACE FUNCTION become(p_city integer, p_account integer, p_session_version integer, p_role role, p_organisation integer)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own record;
BEGIN
  SELECT a.teacher_id, CASE p_role WHEN 'county' THEN p_organisation WHEN 'host' THEN o.county_id END AS county_id INTO own
    FROM accounts a
    JOIN account_roles r ON r.city_id = a.city_id AND r.account_id = a.id AND r.role = p_role AND r.organisation_id = p_organisation
    JOIN organisations o ON o.city_id = r.city_id AND o.id = r.organisation_id
    WHERE a.city_id = p_city AND a.id = p_account AND a.session_version = coalesce(p_session_version, a.session_version)
      AND a.disabled_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.city', p_city::text, true), set_config('app.account', p_account::text, true),
    set_config('app.role', p_role::text, true),
    set_config('app.organisation', CASE WHEN p_role IN ('host', 'county', 'city', 'school') THEN p_organisation::text ELSE '' END, true),
    set_config('app.teacher', coalesce(own.teacher_id::text, ''), true),
    set_config('app.school', CASE WHEN p_role = 'school' THEN p_organisation::text ELSE '' END, true),
    set_config('app.county', coalesce(own.county_id::text, ''), true);
  RETURN true;
END;
$$;

-- Whose token is it? The only way to a token's hash. Tells when it was used last.
CREATE FUNCTION platform_of(p_hash bytea) RETURNS TABLE (token_id integer, city_id integer, account_id integer, organisation_id integer,
  session_version integer, display_name text, organisation_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  UPDATE platform_tokens t SET last_used_at = now() WHERE t.token_hash = p_hash AND t.revoked_at IS NULL
    AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute');
  RETURN QUERY SELECT t.id, t.city_id, a.id, o.id, a.session_version, a.display_name, o.name
    FROM platform_tokens t
    JOIN accounts a ON a.city_id = t.city_id AND a.id = t.account_id AND a.disabled_at IS NULL
    JOIN account_roles r ON r.city_id = a.city_id AND r.account_id = a.id AND r.role = 'platform'
    JOIN organisations o ON o.city_id = r.city_id AND o.id = r.organisation_id
    WHERE t.token_hash = p_hash AND t.revoked_at IS NULL;
END;
$$;

-- ---------------------------------------------------------------- what policies ask

CREATE OR REPLACE FUNCTION teacher_submitted_here(p_city integer, p_teacher integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = p_city AND e.teacher_id = p_teacher
    AND (e.school_id = actor_school() OR e.county_id = actor_county() OR e.host_id = actor_organisation()))
$$;

-- Who may be meant by the rows of a table: people of the actor's reach, who work there or did. A host at the city and the
-- platform reach the whole city.
CREATE FUNCTION people_matching(p_city integer, p_hashes bytea[], p_numbers text[], p_names text[])
RETURNS TABLE (teacher_id integer, identity_hash bytea, teacher_number text, name text, certificate_number text, school_id integer,
  county_id integer, school_name text, school_is_private boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.identity_hash, t.teacher_number, t.name, t.certificate_number, t.school_id, t.county_id, s.name, s.is_private
  FROM (
    SELECT t.id FROM unnest(p_hashes) AS h JOIN teachers t ON t.city_id = p_city AND t.identity_hash = h
    UNION
    SELECT t.id FROM unnest(p_numbers) AS n JOIN teachers t ON t.city_id = p_city AND t.teacher_number = n
    UNION
    SELECT t.id FROM unnest(p_names) AS n JOIN teachers t ON t.city_id = p_city AND t.name = n
  ) meant
  JOIN teachers t ON t.city_id = p_city AND t.id = meant.id
  JOIN organisations s ON s.city_id = t.city_id AND s.id = t.school_id
  WHERE p_city = actor_city() AND CASE actor_role()
    WHEN 'city' THEN true
    WHEN 'platform' THEN true
    WHEN 'host' THEN actor_county() IS NULL OR t.county_id = actor_county()
      OR EXISTS (SELECT 1 FROM employments m WHERE m.city_id = t.city_id AND m.teacher_id = t.id AND m.county_id = actor_county())
    WHEN 'county' THEN t.county_id = actor_county()
      OR EXISTS (SELECT 1 FROM employments m WHERE m.city_id = t.city_id AND m.teacher_id = t.id AND m.county_id = actor_county())
    WHEN 'school' THEN t.school_id = actor_school()
      OR EXISTS (SELECT 1 FROM employments m WHERE m.city_id = t.city_id AND m.teacher_id = t.id AND m.school_id = actor_school())
    ELSE false END
$$;

-- Work that is given up for good is told to its page, also when the account that ordered it is disabled meanwhile.
CREATE FUNCTION fail_work(p_city integer, p_order uuid, p_fault text, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE work_orders SET state = 'failed', fault_id = p_fault, ended_at = p_at
  WHERE city_id = p_city AND id = p_order AND state IN ('queued', 'running')
$$;

-- When these people were on post: asked by hosts of people who have moved on since.
CREATE FUNCTION employments_of(p_city integer, p_teachers integer[]) RETURNS TABLE (teacher_id integer, starts_on date, ends_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.teacher_id, m.starts_on, m.ends_on FROM employments m
  WHERE m.city_id = p_city AND m.teacher_id = ANY (p_teachers) AND p_city = actor_city()
    AND actor_role() IN ('host', 'county', 'city', 'school', 'platform')
$$;

-- Where these people work now: the place under which a host submits their credits.
CREATE FUNCTION places_of(p_city integer, p_teachers integer[]) RETURNS TABLE (teacher_id integer, school_id integer, county_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.school_id, t.county_id FROM teachers t
  WHERE t.city_id = p_city AND t.id = ANY (p_teachers) AND p_city = actor_city()
    AND actor_role() IN ('host', 'county', 'city', 'school', 'platform')
$$;

-- Which live credits of these people are of the same training (R16), of the same kind of half years, or of trainings on the
-- same days? Whoever hosts a training may not see other hosts' entries; of these it learns title and days.
CREATE FUNCTION trainings_beside(p_city integer, p_project uuid, p_teachers integer[], p_keys text[], p_from date, p_to date)
RETURNS TABLE (teacher_id integer, entry_id uuid, project_id uuid, source credit_source, participant_role participant_role,
  training_key text, title text, year smallint, halves smallint, credits_tenths integer, status entry_status, starts_on date,
  ends_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.teacher_id, e.id, e.project_id, e.source, e.participant_role, e.training_key, e.title, e.year, e.halves,
    e.credits_tenths, e.status, p.starts_on, p.ends_on
  FROM credit_entries e LEFT JOIN projects p ON p.city_id = e.city_id AND p.id = e.project_id
  WHERE e.city_id = p_city AND e.teacher_id = ANY (p_teachers) AND p_city = actor_city()
    AND actor_role() IN ('host', 'county', 'city', 'school')
    AND e.status NOT IN ('refused', 'withdrawn', 'revoked') AND e.project_id IS DISTINCT FROM p_project
    AND (e.training_key = ANY (p_keys) OR e.source = 'support_teaching' OR (p.starts_on <= p_to AND p.ends_on >= p_from))
$$;

-- When a roster is decided for good, the rows that it was made of, ID numbers and all, are not needed any more.
CREATE FUNCTION forget_roster(p_city integer, p_project uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM import_rows r USING imports i, projects p
  WHERE i.city_id = p_city AND i.project_id = p_project AND r.city_id = i.city_id AND r.import_id = i.id
    AND p.city_id = i.city_id AND p.id = i.project_id AND p.status IN ('posted', 'refused', 'withdrawn', 'recorded')
    AND p_city = actor_city()
$$;

-- Other projects with the same invoice (R11): ids alone.
CREATE FUNCTION projects_sharing_invoice(p_city integer, p_project uuid, p_key text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.project_id FROM project_invoices i JOIN projects p ON p.city_id = i.city_id AND p.id = i.project_id
  WHERE i.city_id = p_city AND i.key = p_key AND i.project_id <> p_project AND p_city = actor_city()
    AND p.status NOT IN ('draft', 'refused', 'withdrawn')
$$;

-- May the actor add or take away papers under this id? As before for a claim; of a project its host, while it is being made
-- or mended; of a report that was sent nobody.
CREATE OR REPLACE FUNCTION claim_is_open(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entry record;
  project record;
BEGIN
  SELECT status, registered_by_account_id, registered_by_role, school_id INTO entry
    FROM credit_entries WHERE city_id = p_city AND id = p_claim;
  IF FOUND THEN
    RETURN entry.status = 'returned' AND (entry.registered_by_account_id = actor_account()
      OR (entry.registered_by_role = 'school' AND entry.school_id = actor_school()));
  END IF;
  SELECT status, host_id INTO project FROM projects WHERE city_id = p_city AND id = p_claim;
  IF FOUND THEN
    RETURN project.status IN ('draft', 'filed', 'returned') AND project.host_id = actor_organisation();
  END IF;
  IF EXISTS (SELECT 1 FROM missing_reports WHERE city_id = p_city AND id = p_claim) THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (SELECT 1 FROM evidence_files f
    WHERE f.city_id = p_city AND f.claim_id = p_claim AND f.uploaded_by <> actor_account());
END;
$$;

-- ---------------------------------------------------------------- grants

GRANT SELECT, INSERT, UPDATE ON support_services TO credit_bank_app;
GRANT SELECT, INSERT ON projects, project_invoices, project_events, project_event_notes, missing_reports, imports, import_rows,
  import_layouts, work_orders, online_batches TO credit_bank_app;
GRANT UPDATE (cycle_id, title, partner, notice_number, year, starts_on, ends_on, hours_tenths, lecturer_hours_tenths, documented_count,
  training_key, status, route, holder_id, waiting_since, version, participants, credits_tenths, corrected_hours_tenths,
  corrected_lecturer_hours_tenths, submitted_by_account_id) ON projects TO credit_bank_app;
GRANT UPDATE, DELETE ON project_invoices TO credit_bank_app;
GRANT UPDATE (status, answered_by, answered_at, reason, answer, entry_id) ON missing_reports TO credit_bank_app;
GRANT UPDATE (status, storage_key, scans_key, problem, header, confirmed_at) ON imports TO credit_bank_app;
GRANT UPDATE, DELETE ON import_rows TO credit_bank_app;
GRANT UPDATE ON import_layouts TO credit_bank_app;
GRANT UPDATE (state, done_rows, total_rows, violations, fault_id, ended_at) ON work_orders TO credit_bank_app;
GRANT UPDATE (halves, with_roster) ON credit_entries TO credit_bank_app;
-- Everything of a token but its hash.
GRANT SELECT (city_id, id, name, account_id, created_by, created_at, revoked_at, last_used_at) ON platform_tokens TO credit_bank_app;
GRANT INSERT ON platform_tokens TO credit_bank_app;
GRANT UPDATE (revoked_at) ON platform_tokens TO credit_bank_app;
GRANT USAGE ON SEQUENCE platform_tokens_id_seq TO credit_bank_app;
REVOKE EXECUTE ON FUNCTION actor_organisation(), platform_of(bytea), people_matching(integer, bytea[], text[], text[]),
  fail_work(integer, uuid, text, timestamptz),
  employments_of(integer, integer[]), places_of(integer, integer[]), trainings_beside(integer, uuid, integer[], text[], date, date),
  projects_sharing_invoice(integer, uuid, text), forget_roster(integer, uuid), check_project_told(), check_project_event_follows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION actor_organisation(), platform_of(bytea), people_matching(integer, bytea[], text[], text[]),
  fail_work(integer, uuid, text, timestamptz),
  employments_of(integer, integer[]), places_of(integer, integer[]), trainings_beside(integer, uuid, integer[], text[], date, date),
  projects_sharing_invoice(integer, uuid, text), forget_roster(integer, uuid) TO credit_bank_app;

-- ---------------------------------------------------------------- policies

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['projects', 'project_invoices', 'project_events', 'project_event_notes', 'missing_reports', 'imports',
      'import_rows', 'import_layouts', 'work_orders', 'platform_tokens', 'online_batches', 'support_services'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', name, current_user);
  END LOOP;
END;
$$;

-- What was submitted is known to the city: a teacher finds the training that was forgotten. What is in the making is the
-- host's, and its reviewers'.
CREATE POLICY read ON projects FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (
    status IN ('at_county', 'at_city', 'posted', 'correcting', 'closed')
    OR host_id = (SELECT actor_organisation())
    OR (SELECT actor_role()) = 'city'
    OR ((SELECT actor_role()) = 'county' AND county_id = (SELECT actor_county()))));
CREATE POLICY begin ON projects FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND registered_by_account_id = (SELECT actor_account()) AND registered_by_role = (SELECT actor_role())
  AND host_id = (SELECT actor_organisation()) AND (SELECT actor_role()) IN ('host', 'county', 'city', 'school') AND status = 'draft');
CREATE POLICY move ON projects FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN host_id = (SELECT actor_organisation()) OR county_id = (SELECT actor_county())
    WHEN 'school' THEN host_id = (SELECT actor_organisation())
    WHEN 'host' THEN host_id = (SELECT actor_organisation())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN status NOT IN ('filed', 'posted')
    WHEN 'school' THEN status NOT IN ('filed', 'posted', 'refused')
    WHEN 'host' THEN status NOT IN ('filed', 'posted', 'refused')
    ELSE false END);

CREATE FUNCTION project_is_mine(p_city integer, p_project uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM projects p WHERE p.city_id = p_city AND p.id = p_project AND p_city = actor_city()
    AND (p.host_id = actor_organisation() OR actor_role() = 'city' OR (actor_role() = 'county' AND p.county_id = actor_county())))
$$;
REVOKE EXECUTE ON FUNCTION project_is_mine(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION project_is_mine(integer, uuid) TO credit_bank_app;

CREATE POLICY read ON project_invoices FOR SELECT TO credit_bank_app USING (project_is_mine(city_id, project_id));
CREATE POLICY write ON project_invoices FOR INSERT TO credit_bank_app WITH CHECK (
  EXISTS (SELECT 1 FROM projects p WHERE p.city_id = project_invoices.city_id AND p.id = project_id AND p.host_id = (SELECT actor_organisation())));
CREATE POLICY write_again ON project_invoices FOR UPDATE TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM projects p WHERE p.city_id = project_invoices.city_id AND p.id = project_id AND p.host_id = (SELECT actor_organisation())));
CREATE POLICY take_away ON project_invoices FOR DELETE TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM projects p WHERE p.city_id = project_invoices.city_id AND p.id = project_id AND p.host_id = (SELECT actor_organisation())));
CREATE POLICY read ON project_events FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND project_is_mine(city_id, project_id));
CREATE POLICY write ON project_events FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()) AND role = (SELECT actor_role())
  AND organisation_id = (SELECT actor_organisation()) AND project_is_mine(city_id, project_id));
CREATE POLICY read ON project_event_notes FOR SELECT TO credit_bank_app USING (project_is_mine(city_id, project_id));
CREATE POLICY write ON project_event_notes FOR INSERT TO credit_bank_app WITH CHECK (
  EXISTS (SELECT 1 FROM project_events v WHERE v.city_id = project_event_notes.city_id AND v.project_id = project_event_notes.project_id
    AND v.seq = project_event_notes.seq AND v.account_id = (SELECT actor_account())));

-- What hangs on an entry is seen by those who see the entry, and written by the host that brought it.
CREATE POLICY read ON support_services FOR SELECT TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = support_services.city_id AND e.id = support_services.entry_id));
CREATE POLICY write ON support_services FOR INSERT TO credit_bank_app WITH CHECK (
  EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = support_services.city_id AND e.id = support_services.entry_id
    AND e.host_id = (SELECT actor_organisation())));
CREATE POLICY write_again ON support_services FOR UPDATE TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = support_services.city_id AND e.id = support_services.entry_id
    AND e.host_id = (SELECT actor_organisation())));

-- A host sees the credits that it brought; the platform its own results, and the ledgers that they enter.
-- Named so that they are asked after «read»: PostgreSQL asks policies by name, and of every row.
CREATE POLICY seen_by_host ON credit_entries FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND host_id = (SELECT actor_organisation())
  AND (SELECT actor_role()) IN ('host', 'county', 'city', 'school'));
CREATE POLICY seen_by_platform ON credit_entries FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'platform' AND source = 'online');
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_postings', 'balances'] LOOP
    EXECUTE format($policy$CREATE POLICY seen_by_platform ON %I FOR SELECT TO credit_bank_app USING (
      city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'platform')$policy$, name);
  END LOOP;
END;
$$;
CREATE POLICY seen_by_host ON teachers FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'host' THEN (SELECT actor_county()) IS NULL OR county_id = (SELECT actor_county()) OR teacher_submitted_here(city_id, id)
    WHEN 'platform' THEN true
    ELSE false END);

-- The host brings a roster: for its own project, on its way, never posted; what a school runs by itself is kept on record.
CREATE POLICY bring ON credit_entries FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND registered_by_account_id = (SELECT actor_account()) AND registered_by_role = (SELECT actor_role())
  AND (SELECT actor_role()) IN ('host', 'county', 'city', 'school') AND source NOT IN ('mooc', 'degree', 'online')
  AND status IN ('at_county', 'at_city', 'recorded') AND host_id = (SELECT actor_organisation())
  AND project_id IN (SELECT p.id FROM projects p WHERE p.city_id = credit_entries.city_id AND p.host_id = (SELECT actor_organisation())));
-- The platform's results are checked by rule and posted at once (N3.5), and nothing else is.
CREATE POLICY push ON credit_entries FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND registered_by_account_id = (SELECT actor_account()) AND (SELECT actor_role()) = 'platform'
  AND registered_by_role = 'platform' AND source = 'online' AND status = 'posted' AND project_id IS NULL);
DROP POLICY move ON credit_entries;
CREATE POLICY move ON credit_entries FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county()) OR host_id = (SELECT actor_organisation())
    WHEN 'school' THEN school_id = (SELECT actor_school()) OR host_id = (SELECT actor_organisation())
    WHEN 'host' THEN host_id = (SELECT actor_organisation())
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher()) AND registered_by_account_id = (SELECT actor_account())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN status <> 'recorded' OR host_id = (SELECT actor_organisation())
    WHEN 'county' THEN status IN ('at_county', 'at_city', 'returned', 'refused')
      OR (status = 'withdrawn' AND host_id = (SELECT actor_organisation()))
    WHEN 'school' THEN status IN ('at_school', 'at_county', 'at_city', 'returned', 'refused', 'withdrawn')
    WHEN 'host' THEN status IN ('at_county', 'at_city', 'withdrawn')
    WHEN 'teacher' THEN status IN ('at_school', 'at_county', 'at_city', 'withdrawn')
    ELSE false END);

-- Balances are opened and renewed by whoever posts.
DROP POLICY open ON balances;
CREATE POLICY open ON balances FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) IN ('city', 'platform'));
DROP POLICY renew ON balances;
CREATE POLICY renew ON balances FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) IN ('city', 'platform'));

DROP POLICY read ON evidence_files;
CREATE POLICY read ON evidence_files FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (uploaded_by = (SELECT actor_account())
    OR EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = evidence_files.city_id AND e.id = evidence_files.claim_id)
    OR project_is_mine(city_id, claim_id)
    OR EXISTS (SELECT 1 FROM missing_reports r WHERE r.city_id = evidence_files.city_id AND r.id = evidence_files.claim_id)));

CREATE POLICY read ON missing_reports FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (host_id = (SELECT actor_organisation()) OR CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county())
    WHEN 'school' THEN school_id = (SELECT actor_school())
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    ELSE false END));
CREATE POLICY report ON missing_reports FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'teacher' AND teacher_id = (SELECT actor_teacher()) AND status = 'open');
CREATE POLICY answer ON missing_reports FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND host_id = (SELECT actor_organisation())
  AND (SELECT actor_role()) IN ('host', 'county', 'city', 'school'));

-- An import, its rows and the work on it are those of one place in one role.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['imports', 'work_orders'] LOOP
    EXECUTE format($policy$CREATE POLICY read ON %I FOR SELECT TO credit_bank_app USING (
      city_id = (SELECT actor_city()) AND organisation_id = (SELECT actor_organisation()) AND role = (SELECT actor_role()))$policy$, name);
    EXECUTE format($policy$CREATE POLICY begin ON %I FOR INSERT TO credit_bank_app WITH CHECK (
      city_id = (SELECT actor_city()) AND organisation_id = (SELECT actor_organisation()) AND role = (SELECT actor_role())
      AND account_id = (SELECT actor_account()))$policy$, name);
    EXECUTE format($policy$CREATE POLICY move ON %I FOR UPDATE TO credit_bank_app USING (
      city_id = (SELECT actor_city()) AND organisation_id = (SELECT actor_organisation()) AND role = (SELECT actor_role()))$policy$, name);
  END LOOP;
END;
$$;
CREATE POLICY of_import ON import_rows TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND import_id IN (SELECT i.id FROM imports i WHERE i.city_id = (SELECT actor_city())
    AND i.organisation_id = (SELECT actor_organisation()) AND i.role = (SELECT actor_role())))
  WITH CHECK (city_id = (SELECT actor_city()) AND import_id IN (SELECT i.id FROM imports i WHERE i.city_id = (SELECT actor_city())
    AND i.organisation_id = (SELECT actor_organisation()) AND i.role = (SELECT actor_role())));
CREATE POLICY read ON import_layouts FOR SELECT TO credit_bank_app USING (city_id = (SELECT actor_city()));
CREATE POLICY write ON import_layouts FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY write_again ON import_layouts FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');

CREATE POLICY manage ON platform_tokens TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city')
  WITH CHECK (city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY read ON online_batches FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND ((SELECT actor_role()) = 'city' OR account_id = (SELECT actor_account())));
CREATE POLICY keep ON online_batches FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'platform' AND account_id = (SELECT actor_account()));
