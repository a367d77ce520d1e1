-- The second wall. The application signs in as credit_bank_app, which owns nothing and bypasses nothing; what it sees and
-- writes follows from the actor of the transaction. Without an actor it sees no row and raises no error.

DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'credit_bank_app') THEN
    CREATE ROLE credit_bank_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOBYPASSRLS;
  END IF;
END $$;

-- ---------------------------------------------------------------- the actor

-- nullif: a setting that was local to an earlier transaction reads as '' afterwards.
CREATE FUNCTION actor_city() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.city', true), '')::integer $$;
CREATE FUNCTION actor_account() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.account', true), '')::integer $$;
CREATE FUNCTION actor_role() RETURNS role LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.role', true), '')::role $$;
CREATE FUNCTION actor_teacher() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.teacher', true), '')::integer $$;
CREATE FUNCTION actor_school() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.school', true), '')::integer $$;
CREATE FUNCTION actor_county() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.county', true), '')::integer $$;

-- Makes the rest of the transaction that of one account in one role, if the session is still good: the account is not
-- disabled, its session version is the session's and it still has the role. One round trip for what each request needs.
CREATE FUNCTION become(p_city integer, p_account integer, p_session_version integer, p_role role, p_organisation integer)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own_teacher integer;
BEGIN
  SELECT a.teacher_id INTO own_teacher
    FROM accounts a
    JOIN account_roles r ON r.city_id = a.city_id AND r.account_id = a.id AND r.role = p_role AND r.organisation_id = p_organisation
    WHERE a.city_id = p_city AND a.id = p_account AND a.session_version = p_session_version AND a.disabled_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.city', p_city::text, true), set_config('app.account', p_account::text, true),
    set_config('app.role', p_role::text, true),
    set_config('app.teacher', coalesce(own_teacher::text, ''), true),
    set_config('app.school', CASE WHEN p_role = 'school' THEN p_organisation::text ELSE '' END, true),
    set_config('app.county', CASE WHEN p_role = 'county' THEN p_organisation::text ELSE '' END, true);
  RETURN true;
END;
$$;

-- What signing in has to know before there is an actor. The only way to a password's hash.
CREATE FUNCTION sign_in_candidate(p_kind login_kind, p_school_code text, p_name text)
RETURNS TABLE (city_id integer, account_id integer, teacher_id integer, display_name text, password_hash text,
  must_change_password boolean, session_version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.city_id, a.id, a.teacher_id, a.display_name, a.password_hash, a.must_change_password, a.session_version
  FROM accounts a LEFT JOIN organisations s ON s.city_id = a.city_id AND s.id = a.login_school_id
  WHERE a.login_kind = p_kind AND a.login_name = p_name AND s.code IS NOT DISTINCT FROM p_school_code AND a.disabled_at IS NULL
$$;

-- Changing a password asks for the present one.
CREATE FUNCTION own_password_hash() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT password_hash FROM accounts WHERE city_id = actor_city() AND id = actor_account()
$$;

CREATE FUNCTION roles_of_account(p_city integer, p_account integer)
RETURNS TABLE (role role, organisation_id integer, organisation_name text, county_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.role, o.id, o.name, o.county_id
  FROM account_roles r JOIN organisations o ON o.city_id = r.city_id AND o.id = r.organisation_id
  WHERE r.city_id = p_city AND r.account_id = p_account ORDER BY r.role, o.id
$$;

-- Signing in, or failing to, happens before there is an actor, and goes on record all the same.
CREATE FUNCTION record_sign_in(p_city integer, p_account integer, p_kind text, p_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_events (city_id, account_id, kind, at) SELECT p_city, p_account, p_kind, p_at
  WHERE p_kind IN ('sign-in', 'sign-in-failed')
$$;

-- ---------------------------------------------------------------- what one may know of others

-- Does the teacher work at the actor's school, or in the actor's county, now? Reading follows the teacher.
CREATE FUNCTION teacher_is_here(p_city integer, p_teacher integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM teachers t WHERE t.city_id = p_city AND t.id = p_teacher
    AND (t.school_id = actor_school() OR t.county_id = actor_county()))
$$;

-- Has the actor's school or county an entry of this teacher to decide, though the teacher has moved on?
CREATE FUNCTION teacher_submitted_here(p_city integer, p_teacher integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = p_city AND e.teacher_id = p_teacher
    AND (e.school_id = actor_school() OR e.county_id = actor_county()))
$$;

-- How many other accounts could do a school's first review.
CREATE FUNCTION other_administrators(p_city integer, p_school integer, p_teacher integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT a.id)::integer FROM account_roles r JOIN accounts a ON a.city_id = r.city_id AND a.id = r.account_id
  WHERE r.city_id = p_city AND r.organisation_id = p_school AND r.role = 'school' AND a.disabled_at IS NULL
    AND a.teacher_id IS DISTINCT FROM p_teacher AND p_city = actor_city()
$$;

-- Which live entries of other people bring the same certificate number or the same file (R16)? Ids alone: whoever asks sees
-- of those entries what policies let them see.
CREATE FUNCTION entries_sharing(p_city integer, p_claim uuid, p_teacher integer, p_source credit_source, p_certificate_key text)
RETURNS TABLE (entry_id uuid, certificate boolean, file boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, bool_or(shared.certificate), bool_or(NOT shared.certificate)
  FROM (
    SELECT c.id, true AS certificate FROM credit_entries c
      WHERE c.city_id = p_city AND c.source = p_source AND c.certificate_key = p_certificate_key
    UNION ALL
    SELECT theirs.claim_id, false FROM evidence_files mine JOIN evidence_files theirs
      ON theirs.city_id = mine.city_id AND theirs.sha256 = mine.sha256 AND theirs.claim_id <> mine.claim_id
      WHERE mine.city_id = p_city AND mine.claim_id = p_claim
  ) shared JOIN credit_entries e ON e.city_id = p_city AND e.id = shared.id
  WHERE e.teacher_id <> p_teacher AND e.id <> p_claim AND e.status NOT IN ('refused', 'withdrawn', 'revoked')
    AND p_city = actor_city()
  GROUP BY e.id
$$;

-- Renews the two marks on an entry and on those that share with it. A posted entry keeps its claim unmarked: the later
-- comer is the one that has to be explained.
CREATE FUNCTION mark_shared(p_city integer, p_entries uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE credit_entries e SET certificate_shared = marks.certificate, file_shared = marks.file
  FROM (
    SELECT c.id, coalesce(bool_or(s.certificate), false) AS certificate, coalesce(bool_or(s.file), false) AS file
    FROM credit_entries c
    LEFT JOIN LATERAL entries_sharing(c.city_id, c.id, c.teacher_id, c.source, c.certificate_key) s ON true
    WHERE c.city_id = p_city AND c.id = ANY (p_entries) AND c.status IN ('at_school', 'at_county', 'at_city', 'returned')
    GROUP BY c.id
  ) marks
  WHERE e.city_id = p_city AND e.id = marks.id AND p_city = actor_city()
    AND (e.certificate_shared, e.file_shared) IS DISTINCT FROM (marks.certificate, marks.file)
$$;

-- May the actor add or take away scans of this claim? While no entry exists yet, the one who brought the first; later only
-- while it is returned, and whoever registered it, or any administrator of the school that did.
CREATE FUNCTION claim_is_open(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entry record;
BEGIN
  SELECT status, registered_by_account_id, registered_by_role, school_id INTO entry
    FROM credit_entries WHERE city_id = p_city AND id = p_claim;
  IF NOT FOUND THEN
    RETURN NOT EXISTS (SELECT 1 FROM evidence_files f
      WHERE f.city_id = p_city AND f.claim_id = p_claim AND f.uploaded_by <> actor_account());
  END IF;
  RETURN entry.status = 'returned' AND (entry.registered_by_account_id = actor_account()
    OR (entry.registered_by_role = 'school' AND entry.school_id = actor_school()));
END;
$$;

-- ---------------------------------------------------------------- grants

GRANT USAGE ON SCHEMA public TO credit_bank_app;
GRANT SELECT ON cities, organisations, teachers, employments, account_roles, cycles, cycle_policies, registration_rounds,
  round_deadlines, round_reopenings, credit_entries, mooc_claims, degree_claims, entry_events, entry_event_notes, entry_waivers,
  evidence_files, ledger_postings, balances, audit_events TO credit_bank_app;
-- Everything of an account but the password's hash.
GRANT SELECT (city_id, id, teacher_id, display_name, login_kind, login_school_id, login_name, must_change_password, session_version,
  disabled_at) ON accounts TO credit_bank_app;
GRANT UPDATE (password_hash, must_change_password, session_version) ON accounts TO credit_bank_app;
GRANT INSERT ON credit_entries, mooc_claims, degree_claims, entry_events, entry_event_notes, entry_waivers, evidence_files,
  ledger_postings, audit_events TO credit_bank_app;
-- Whose entry it is, and where it was submitted, never changes.
GRANT UPDATE (title, year, ended_on, credits_tenths, training_key, certificate_key, certificate_shared, duplicates_waived, status,
  route, unreviewed_by_school, holder_id, waiting_since, version) ON credit_entries TO credit_bank_app;
GRANT UPDATE ON mooc_claims, degree_claims TO credit_bank_app;
GRANT DELETE ON evidence_files TO credit_bank_app;
-- The head of the chain is written by the trigger alone.
GRANT INSERT (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths, required_online_tenths,
  total_tenths, online_tenths, online_met_tenths, complete, year_total_tenths, year_online_tenths, head_hash) ON balances TO credit_bank_app;
GRANT UPDATE (policy_version, required_total_tenths, required_online_tenths, total_tenths, online_tenths, online_met_tenths, complete,
  year_total_tenths, year_online_tenths) ON balances TO credit_bank_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO credit_bank_app;
GRANT USAGE ON SEQUENCE audit_events_id_seq TO credit_bank_app;

-- ---------------------------------------------------------------- policies

-- Forced, so that they hold for the owner too; the owner's own policy lets migrations, seeds and checks work under any owner.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'sign_in_attempts') LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', name, current_user);
  END LOOP;
  -- What everyone of a city may read.
  FOREACH name IN ARRAY ARRAY['organisations', 'cycles', 'cycle_policies', 'registration_rounds', 'round_deadlines', 'round_reopenings'] LOOP
    EXECUTE format('CREATE POLICY read ON %I FOR SELECT TO credit_bank_app USING (city_id = (SELECT actor_city()))', name);
  END LOOP;
  -- What belongs to a place and a person: the city sees all, a county and a school what was submitted there or whose teacher
  -- works there now, a teacher the own.
  FOREACH name IN ARRAY ARRAY['credit_entries', 'entry_events', 'ledger_postings', 'balances'] LOOP
    EXECUTE format($policy$CREATE POLICY read ON %I FOR SELECT TO credit_bank_app USING (
      city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
        WHEN 'city' THEN true
        WHEN 'county' THEN county_id = (SELECT actor_county()) OR teacher_is_here(city_id, teacher_id)
        WHEN 'school' THEN school_id = (SELECT actor_school()) OR teacher_is_here(city_id, teacher_id)
        WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
        ELSE false END)$policy$, name);
  END LOOP;
  -- What hangs on an entry is seen by those who see the entry.
  FOREACH name IN ARRAY ARRAY['mooc_claims', 'degree_claims', 'entry_event_notes', 'entry_waivers'] LOOP
    EXECUTE format($policy$CREATE POLICY read ON %1$I FOR SELECT TO credit_bank_app USING (
      EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = %1$I.city_id AND e.id = %1$I.entry_id))$policy$, name);
  END LOOP;
END;
$$;

CREATE POLICY read ON cities FOR SELECT TO credit_bank_app USING (id = (SELECT actor_city()));
CREATE POLICY read ON teachers FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county()) OR teacher_submitted_here(city_id, id)
    WHEN 'school' THEN school_id = (SELECT actor_school()) OR teacher_submitted_here(city_id, id)
    WHEN 'teacher' THEN id = (SELECT actor_teacher())
    ELSE false END);
CREATE POLICY read ON employments FOR SELECT TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM teachers t WHERE t.city_id = employments.city_id AND t.id = employments.teacher_id));
-- Who acted is named to whoever sees what was done; a name tells no more.
CREATE POLICY read ON accounts FOR SELECT TO credit_bank_app USING (city_id = (SELECT actor_city()));
CREATE POLICY change_own ON accounts FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND id = (SELECT actor_account()));
CREATE POLICY read ON account_roles FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (account_id = (SELECT actor_account()) OR (SELECT actor_role()) = 'city'
    OR organisation_id = (SELECT actor_school())));

-- A claim begins with the teacher or with the teacher's present school, on its way, never posted.
CREATE POLICY claim ON credit_entries FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND registered_by_account_id = (SELECT actor_account()) AND registered_by_role = (SELECT actor_role())
  AND status IN ('at_school', 'at_county', 'at_city') AND source IN ('mooc', 'degree')
  AND CASE (SELECT actor_role())
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    WHEN 'school' THEN school_id = (SELECT actor_school()) AND teacher_is_here(city_id, teacher_id)
    ELSE false END);
-- Each role may bring an entry only where its own steps lead.
CREATE POLICY move ON credit_entries FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county())
    WHEN 'school' THEN school_id = (SELECT actor_school())
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher()) AND registered_by_account_id = (SELECT actor_account())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN status <> 'recorded'
    WHEN 'county' THEN status IN ('at_county', 'at_city', 'returned', 'refused')
    WHEN 'school' THEN status IN ('at_school', 'at_county', 'at_city', 'returned', 'refused', 'withdrawn')
    WHEN 'teacher' THEN status IN ('at_school', 'at_county', 'at_city', 'withdrawn')
    ELSE false END);
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['mooc_claims', 'degree_claims'] LOOP
    EXECUTE format($policy$CREATE POLICY write ON %1$I FOR INSERT TO credit_bank_app WITH CHECK (
      EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = %1$I.city_id AND e.id = %1$I.entry_id
        AND e.registered_by_account_id = (SELECT actor_account())))$policy$, name);
    EXECUTE format($policy$CREATE POLICY write_again ON %1$I FOR UPDATE TO credit_bank_app USING (
      EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = %1$I.city_id AND e.id = %1$I.entry_id))$policy$, name);
  END LOOP;
END;
$$;
CREATE POLICY write ON entry_events FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()) AND role = (SELECT actor_role())
  AND EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = entry_events.city_id AND e.id = entry_events.entry_id
    AND e.teacher_id = entry_events.teacher_id AND e.school_id = entry_events.school_id));
CREATE POLICY write ON entry_event_notes FOR INSERT TO credit_bank_app WITH CHECK (
  EXISTS (SELECT 1 FROM entry_events e WHERE e.city_id = entry_event_notes.city_id AND e.entry_id = entry_event_notes.entry_id
    AND e.seq = entry_event_notes.seq AND e.account_id = (SELECT actor_account())));
CREATE POLICY write ON entry_waivers FOR INSERT TO credit_bank_app WITH CHECK (
  (SELECT actor_role()) IN ('county', 'city') AND account_id = (SELECT actor_account())
  AND EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = entry_waivers.city_id AND e.id = entry_waivers.entry_id));

CREATE POLICY read ON evidence_files FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (uploaded_by = (SELECT actor_account())
    OR EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = evidence_files.city_id AND e.id = evidence_files.claim_id)));
CREATE POLICY bring ON evidence_files FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND uploaded_by = (SELECT actor_account()) AND claim_is_open(city_id, claim_id));
CREATE POLICY take_away ON evidence_files FOR DELETE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND claim_is_open(city_id, claim_id));

-- Only the city's step posts and reverses.
CREATE POLICY post ON ledger_postings FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY open ON balances FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY renew ON balances FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');

CREATE POLICY read ON audit_events FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (account_id = (SELECT actor_account()) OR (SELECT actor_role()) = 'city'));
CREATE POLICY write ON audit_events FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()));

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION actor_city(), actor_account(), actor_role(), actor_teacher(), actor_school(), actor_county(),
  become(integer, integer, integer, role, integer), sign_in_candidate(login_kind, text, text),
  own_password_hash(), roles_of_account(integer, integer),
  record_sign_in(integer, integer, text, timestamptz), teacher_is_here(integer, integer), teacher_submitted_here(integer, integer),
  other_administrators(integer, integer, integer),
  entries_sharing(integer, uuid, integer, credit_source, text), mark_shared(integer, uuid[]), claim_is_open(integer, uuid)
  TO credit_bank_app;
