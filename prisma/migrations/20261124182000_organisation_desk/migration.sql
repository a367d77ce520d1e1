-- The city's and the counties' desk: organisations, accounts, roles and one-time passwords. Nothing of it is written by the
-- application itself: each function here asks whose place and whose account it is, writes, and puts it on record.

-- ---------------------------------------------------------------- shapes

-- A password that was handed over demands an own one; the own one is not of a day.
ALTER TABLE accounts ADD CONSTRAINT accounts_one_time CHECK (one_time_until IS NULL OR must_change_password);
GRANT SELECT (one_time_until), UPDATE (one_time_until) ON accounts TO credit_bank_app;
GRANT SELECT ON organisation_pasts TO credit_bank_app;

-- ---------------------------------------------------------------- whose

-- May the actor change what this organisation is?
CREATE FUNCTION keeps_organisation(p_place integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_place AND CASE actor_role()
    WHEN 'city' THEN true
    WHEN 'county' THEN o.county_id = actor_county()
    ELSE false END)
$$;

-- Is the role at that place the actor's to give and to end? A teacher's comes with the school, the platform's by no desk.
CREATE FUNCTION keeps_role(p_role role, p_place integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_place
    AND p_role = CASE o.kind WHEN 'city' THEN 'city'::role WHEN 'county' THEN 'county'::role WHEN 'school' THEN 'school'::role
      ELSE 'host'::role END
    AND (keeps_organisation(o.id) OR (actor_role() = 'county' AND o.id = actor_county())))
$$;

-- Is the account the actor's to keep? Whoever may hand out an account's password may act as it: so all that it holds, or holds
-- for somebody else that day, must be the actor's to give. Never the own.
CREATE FUNCTION keeps_account(p_account integer, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM accounts a
    LEFT JOIN teachers t ON t.city_id = a.city_id AND t.id = a.teacher_id
    LEFT JOIN organisations l ON l.city_id = a.city_id AND l.id = a.login_school_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS roles, coalesce(bool_and(h.role = 'teacher'), true) AS only_teacher,
        coalesce(bool_or(h.role = 'platform'), false) AS platform,
        coalesce(bool_and(h.role = 'teacher' OR keeps_role(h.role, h.organisation_id)), true) AS kept
      FROM roles_of_account(a.city_id, a.id, (p_at AT TIME ZONE 'Asia/Shanghai')::date) h
    ) held
    WHERE a.city_id = actor_city() AND a.id = p_account AND a.id <> actor_account() AND CASE actor_role()
      WHEN 'city' THEN NOT held.platform
      WHEN 'county' THEN held.kept AND (a.teacher_id IS NULL OR t.county_id = actor_county())
        AND (held.roles > 0 OR t.county_id = actor_county() OR l.county_id = actor_county())
      WHEN 'school' THEN a.login_kind = 'teacher' AND held.only_teacher AND t.school_id = actor_school()
      ELSE false END)
$$;

-- Which of these accounts are.
CREATE FUNCTION kept_accounts(p_accounts integer[], p_at timestamptz) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM unnest(p_accounts) AS wanted(id) WHERE keeps_account(wanted.id, p_at)
$$;

ALTER POLICY read ON account_roles USING (
  city_id = (SELECT actor_city()) AND (account_id = (SELECT actor_account()) OR (SELECT actor_role()) = 'city'
    OR organisation_id = (SELECT actor_school())
    OR ((SELECT actor_role()) = 'county' AND EXISTS (SELECT 1 FROM organisations o WHERE o.city_id = account_roles.city_id
      AND o.id = account_roles.organisation_id AND (o.id = (SELECT actor_county()) OR o.county_id = (SELECT actor_county()))))));
-- What a place was called before is no secret: papers of that time bear it.
CREATE POLICY read ON organisation_pasts FOR SELECT TO credit_bank_app USING (city_id = (SELECT actor_city()));

CREATE FUNCTION desk_refuses(p_what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'not yours: %', p_what USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE FUNCTION desk_note(p_kind text, p_subject text, p_teacher integer, p_reason text, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_events (city_id, account_id, teacher_id, kind, subject, reason, at)
  VALUES (actor_city(), actor_account(), p_teacher, p_kind, p_subject, p_reason, p_at)
$$;

-- ---------------------------------------------------------------- organisations

-- Null: the code is another school's.
CREATE FUNCTION add_organisation(p_kind organisation_kind, p_code text, p_name text, p_stage school_stage, p_private boolean,
  p_office office_duty, p_county integer, p_at timestamptz)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made integer;
BEGIN
  IF p_kind NOT IN ('school', 'office') OR coalesce(CASE actor_role() WHEN 'city' THEN true
      WHEN 'county' THEN p_county = actor_county() END, false) IS NOT TRUE
    OR (p_county IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organisations o
      WHERE o.city_id = actor_city() AND o.id = p_county AND o.kind = 'county')) THEN
    PERFORM desk_refuses('organisation');
  END IF;
  INSERT INTO organisations (city_id, kind, code, name, stage, is_private, office, county_id)
    VALUES (actor_city(), p_kind, p_code, p_name, p_stage, p_private, p_office, p_county)
    ON CONFLICT (code) DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN
    PERFORM desk_note('organisation-added', made::text, NULL, NULL, p_at);
  END IF;
  RETURN made;
END;
$$;

-- Moves people to another superior, or school, with what is counted of them and isn't closed.
CREATE FUNCTION place_teachers(p_teachers integer[], p_school integer, p_county integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE balances b SET school_id = p_school, county_id = p_county
    FROM cycles c WHERE c.city_id = b.city_id AND c.id = b.cycle_id AND c.closed_at IS NULL
      AND b.city_id = actor_city() AND b.teacher_id = ANY (p_teachers);
  UPDATE teachers SET school_id = p_school, county_id = p_county WHERE city_id = actor_city() AND id = ANY (p_teachers);
$$;

-- What it was stays in the past, until the day before. False: the code is another school's.
CREATE FUNCTION change_organisation(p_place integer, p_code text, p_name text, p_stage school_stage, p_county integer,
  p_until date, p_reason text, p_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  old organisations;
BEGIN
  SELECT * INTO old FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_place AND o.closed_on IS NULL FOR UPDATE;
  IF NOT FOUND OR NOT keeps_organisation(p_place) OR (p_county IS DISTINCT FROM old.county_id AND (actor_role() <> 'city'
      OR old.kind NOT IN ('school', 'office') OR (p_county IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organisations o
        WHERE o.city_id = actor_city() AND o.id = p_county AND o.kind = 'county')))) THEN
    PERFORM desk_refuses('organisation');
  END IF;
  BEGIN
    UPDATE organisations SET code = p_code, name = p_name, stage = p_stage, county_id = p_county
      WHERE city_id = old.city_id AND id = old.id;
  EXCEPTION WHEN unique_violation THEN
    RETURN false;
  END;
  INSERT INTO organisation_pasts (city_id, organisation_id, code, name, stage, county_id, until, reason, account_id, at)
    VALUES (old.city_id, old.id, old.code, old.name, old.stage, old.county_id, p_until, p_reason, actor_account(), p_at);
  IF old.kind = 'school' AND p_county IS DISTINCT FROM old.county_id THEN
    PERFORM place_teachers(ARRAY(SELECT t.id FROM teachers t WHERE t.city_id = old.city_id AND t.school_id = old.id), old.id, p_county);
  END IF;
  PERFORM desk_note('organisation-changed', old.id::text, NULL, p_reason, p_at);
  RETURN true;
END;
$$;

-- Ends what is held at these places but by their teachers; who holds nothing else can't sign in any more.
CREATE FUNCTION end_roles_at(p_places integer[], p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ended AS (
    DELETE FROM account_roles WHERE city_id = actor_city() AND organisation_id = ANY (p_places) AND role <> 'teacher'
    RETURNING account_id, role, organisation_id
  )
  UPDATE accounts a SET session_version = session_version + 1,
    disabled_at = CASE WHEN EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = a.city_id AND r.account_id = a.id
      AND NOT EXISTS (SELECT 1 FROM ended e WHERE e.account_id = r.account_id AND e.role = r.role
        AND e.organisation_id = r.organisation_id)) THEN a.disabled_at ELSE coalesce(a.disabled_at, p_at) END
  WHERE a.city_id = actor_city() AND a.id IN (SELECT account_id FROM ended);
$$;

-- The school and all that have become a part of it, however long ago.
CREATE FUNCTION school_with_parts(p_school integer) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE parts AS (
    SELECT p_school AS id
    UNION
    SELECT o.id FROM organisations o JOIN parts ON o.merged_into_id = parts.id WHERE o.city_id = actor_city()
  )
  SELECT array_agg(id) FROM parts
$$;

-- False: teachers are on post there still.
CREATE FUNCTION close_organisation(p_place integer, p_day date, p_reason text, p_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  old organisations;
BEGIN
  -- Held against whoever brings a teacher meanwhile (check_school_open).
  SELECT * INTO old FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_place AND o.closed_on IS NULL
    AND o.kind IN ('school', 'office') FOR UPDATE;
  IF NOT FOUND OR NOT keeps_organisation(p_place) THEN
    PERFORM desk_refuses('organisation');
  END IF;
  IF EXISTS (SELECT 1 FROM employments m WHERE m.city_id = old.city_id AND m.school_id = old.id
      AND (m.ends_on IS NULL OR m.ends_on > p_day)) THEN
    RETURN false;
  END IF;
  INSERT INTO organisation_pasts (city_id, organisation_id, code, name, stage, county_id, until, reason, account_id, at)
    VALUES (old.city_id, old.id, old.code, old.name, old.stage, old.county_id, p_day, p_reason, actor_account(), p_at);
  UPDATE organisations SET closed_on = p_day WHERE city_id = old.city_id AND id = old.id;
  PERFORM end_roles_at(school_with_parts(old.id), p_at);
  PERFORM withdraw_transfers_of(old.id, p_at);
  PERFORM desk_note('organisation-closed', old.id::text, NULL, p_reason, p_at);
  RETURN true;
END;
$$;

CREATE FUNCTION withdraw_transfers_of(p_school integer, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE transfers SET status = 'withdrawn', answered_by = actor_account(), answered_at = p_at
  WHERE city_id = actor_city() AND status = 'asked' AND p_school IN (from_school_id, to_school_id)
$$;

-- One school becomes a part of another after that day: its teachers go on there; what they have open here is finished here, by the
-- administrators of the other. How many teachers moved; null: somebody came on post after that day.
CREATE FUNCTION merge_school(p_school integer, p_into integer, p_day date, p_reason text, p_at timestamptz)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  old organisations;
  receiving organisations;
  parts integer[];
  moved integer[];
BEGIN
  PERFORM 1 FROM organisations o WHERE o.city_id = actor_city() AND o.id IN (p_school, p_into) ORDER BY o.id FOR UPDATE;
  SELECT * INTO old FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_school AND o.kind = 'school' AND o.closed_on IS NULL;
  SELECT * INTO receiving FROM organisations o
    WHERE o.city_id = actor_city() AND o.id = p_into AND o.kind = 'school' AND o.closed_on IS NULL;
  IF old.id IS NULL OR receiving.id IS NULL OR old.id = receiving.id OR NOT keeps_organisation(old.id)
    OR NOT keeps_organisation(receiving.id) OR p_day > (p_at AT TIME ZONE 'Asia/Shanghai')::date THEN
    PERFORM desk_refuses('organisation');
  END IF;
  moved := ARRAY(SELECT m.teacher_id FROM employments m
    WHERE m.city_id = old.city_id AND m.school_id = old.id AND m.ends_on IS NULL ORDER BY m.teacher_id FOR UPDATE);
  IF EXISTS (SELECT 1 FROM employments m WHERE m.city_id = old.city_id AND m.school_id = old.id AND m.ends_on IS NULL
      AND m.starts_on > p_day) THEN
    RETURN NULL;
  END IF;
  UPDATE employments m SET ends_on = p_day, ended = 'transferred'
    WHERE m.city_id = old.city_id AND m.school_id = old.id AND m.ends_on IS NULL;
  INSERT INTO employments (city_id, teacher_id, school_id, county_id, starts_on)
    SELECT old.city_id, teacher_id, receiving.id, receiving.county_id, p_day + 1 FROM unnest(moved) AS one(teacher_id);
  PERFORM place_teachers(moved, receiving.id, receiving.county_id);
  -- A teacher's account goes along.
  INSERT INTO account_roles (city_id, account_id, role, organisation_id)
    SELECT r.city_id, r.account_id, 'teacher', receiving.id
    FROM account_roles r JOIN accounts a ON a.city_id = r.city_id AND a.id = r.account_id AND a.teacher_id = ANY (moved)
    WHERE r.city_id = old.city_id AND r.organisation_id = old.id AND r.role = 'teacher'
    ON CONFLICT DO NOTHING;
  DELETE FROM account_roles r USING accounts a
    WHERE a.city_id = r.city_id AND a.id = r.account_id AND a.teacher_id = ANY (moved)
      AND r.city_id = old.city_id AND r.organisation_id = old.id AND r.role = 'teacher';
  INSERT INTO organisation_pasts (city_id, organisation_id, code, name, stage, county_id, until, reason, account_id, at)
    VALUES (old.city_id, old.id, old.code, old.name, old.stage, old.county_id, p_day, p_reason, actor_account(), p_at);
  UPDATE organisations SET closed_on = p_day, merged_into_id = receiving.id WHERE city_id = old.city_id AND id = old.id;
  PERFORM withdraw_transfers_of(old.id, p_at);
  parts := school_with_parts(old.id);
  PERFORM end_roles_at(parts, p_at);
  INSERT INTO account_roles (city_id, account_id, role, organisation_id)
    SELECT r.city_id, r.account_id, 'school', part.id FROM account_roles r CROSS JOIN unnest(parts) AS part(id)
    WHERE r.city_id = old.city_id AND r.organisation_id = receiving.id AND r.role = 'school'
    ON CONFLICT DO NOTHING;
  PERFORM desk_note('school-merged', old.id::text, NULL, p_reason, p_at);
  RETURN cardinality(moved);
END;
$$;

-- Nobody comes to a school that is closed; and none is closed while somebody comes.
CREATE FUNCTION check_school_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM organisations o WHERE o.city_id = NEW.city_id AND o.id = NEW.school_id AND o.closed_on IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'school % is closed', NEW.school_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER school_open BEFORE INSERT ON teachers FOR EACH ROW EXECUTE FUNCTION check_school_open();
CREATE TRIGGER school_open_to BEFORE UPDATE OF school_id ON teachers FOR EACH ROW
  WHEN (NEW.school_id <> OLD.school_id) EXECUTE FUNCTION check_school_open();

-- ---------------------------------------------------------------- accounts

CREATE FUNCTION check_one_time(p_hash text, p_until timestamptz, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_hash NOT LIKE '$argon2id$%' OR p_until IS NULL OR p_until > p_at + interval '7 days' THEN
    RAISE EXCEPTION 'no such password is kept' USING ERRCODE = 'check_violation';
  END IF;
END;
$$;

-- An administrator of a school holds the role at its parts, too.
CREATE FUNCTION write_role(p_account integer, p_role role, p_place integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  written integer;
BEGIN
  INSERT INTO account_roles (city_id, account_id, role, organisation_id)
    SELECT actor_city(), p_account, p_role, place.id
    FROM unnest(CASE p_role WHEN 'school' THEN school_with_parts(p_place) ELSE ARRAY[p_place] END) AS place(id)
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END;
$$;

-- An account for an administrator or an officer, with its first role. Null: the name is taken.
CREATE FUNCTION add_account(p_login_name text, p_display_name text, p_place integer, p_hash text, p_until timestamptz, p_at timestamptz)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place organisations;
  given role;
  made integer;
BEGIN
  SELECT * INTO place FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_place AND o.closed_on IS NULL FOR SHARE;
  given := CASE place.kind WHEN 'city' THEN 'city'::role WHEN 'county' THEN 'county'::role WHEN 'school' THEN 'school'::role ELSE 'host'::role END;
  IF place.id IS NULL OR NOT keeps_role(given, p_place) THEN
    PERFORM desk_refuses('role');
  END IF;
  PERFORM check_one_time(p_hash, p_until, p_at);
  INSERT INTO accounts (city_id, display_name, login_kind, login_school_id, login_name, password_hash, must_change_password, one_time_until)
    VALUES (actor_city(), p_display_name, CASE place.kind WHEN 'school' THEN 'school'::login_kind ELSE 'staff'::login_kind END,
      CASE place.kind WHEN 'school' THEN place.id END, p_login_name, p_hash, true, p_until)
    ON CONFLICT (login_name, login_kind, coalesce(login_school_id, 0)) DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN
    PERFORM write_role(made, given, p_place);
    PERFORM desk_note('account-added', made::text, NULL, format('%s/%s', given, p_place), p_at);
  END IF;
  RETURN made;
END;
$$;

CREATE FUNCTION give_role(p_account integer, p_role role, p_place integer, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM organisations o WHERE o.city_id = actor_city() AND o.id = p_place AND o.closed_on IS NULL FOR SHARE;
  IF NOT FOUND OR NOT keeps_role(p_role, p_place) OR NOT keeps_account(p_account, p_at) THEN
    PERFORM desk_refuses('role');
  END IF;
  IF write_role(p_account, p_role, p_place) = 0 THEN
    RETURN false;
  END IF;
  PERFORM desk_note('role-given', p_account::text, (SELECT a.teacher_id FROM accounts a WHERE a.city_id = actor_city() AND a.id = p_account),
    format('%s/%s', p_role, p_place), p_at);
  RETURN true;
END;
$$;

-- Is there another who can sign in as the city's officer? Asked one after the other: two who disable each other are two questions.
CREATE FUNCTION other_city_officers(p_account integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('city officers/' || actor_city(), 1));
  RETURN EXISTS (SELECT 1 FROM account_roles r JOIN accounts a ON a.city_id = r.city_id AND a.id = r.account_id
    WHERE r.city_id = actor_city() AND r.role = 'city' AND a.id <> p_account AND a.disabled_at IS NULL);
END;
$$;

CREATE FUNCTION is_city_officer(p_account integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account_roles r JOIN accounts a ON a.city_id = r.city_id AND a.id = r.account_id
    WHERE r.city_id = actor_city() AND r.account_id = p_account AND r.role = 'city' AND a.disabled_at IS NULL)
$$;

-- Ends a role, and every session of the account; who holds nothing else is disabled. False: the city's last officer.
CREATE FUNCTION end_role(p_account integer, p_role role, p_place integer, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT keeps_role(p_role, p_place) OR NOT keeps_account(p_account, p_at) OR NOT EXISTS (SELECT 1 FROM account_roles r
      WHERE r.city_id = actor_city() AND r.account_id = p_account AND r.role = p_role AND r.organisation_id = p_place) THEN
    PERFORM desk_refuses('role');
  END IF;
  IF p_role = 'city' AND NOT other_city_officers(p_account) THEN
    RETURN false;
  END IF;
  DELETE FROM account_roles WHERE city_id = actor_city() AND account_id = p_account AND role = p_role
    AND organisation_id = ANY (CASE p_role WHEN 'school' THEN school_with_parts(p_place) ELSE ARRAY[p_place] END);
  UPDATE accounts a SET session_version = session_version + 1, disabled_at = CASE
      WHEN EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = a.city_id AND r.account_id = a.id) THEN a.disabled_at
      ELSE coalesce(a.disabled_at, p_at) END
    WHERE a.city_id = actor_city() AND a.id = p_account;
  PERFORM desk_note('role-ended', p_account::text, (SELECT a.teacher_id FROM accounts a WHERE a.city_id = actor_city() AND a.id = p_account),
    format('%s/%s', p_role, p_place), p_at);
  RETURN true;
END;
$$;

-- Disabled at once: the version of its sessions is raised, and become() asks. False: the city's last officer.
CREATE FUNCTION set_account_usable(p_account integer, p_usable boolean, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed record;
BEGIN
  IF actor_role() NOT IN ('city', 'county') OR NOT keeps_account(p_account, p_at) THEN
    PERFORM desk_refuses('account');
  END IF;
  IF NOT p_usable AND is_city_officer(p_account) AND NOT other_city_officers(p_account) THEN
    RETURN false;
  END IF;
  UPDATE accounts SET disabled_at = CASE WHEN p_usable THEN NULL ELSE p_at END, session_version = session_version + 1
    WHERE city_id = actor_city() AND id = p_account AND (disabled_at IS NULL) IS DISTINCT FROM p_usable
    RETURNING id, teacher_id INTO changed;
  IF FOUND THEN
    PERFORM desk_note(CASE WHEN p_usable THEN 'account-enabled' ELSE 'account-disabled' END, p_account::text, changed.teacher_id, NULL, p_at);
  END IF;
  RETURN true;
END;
$$;

-- One-time passwords, of one account or of many; every session of theirs ends.
CREATE FUNCTION reset_passwords(p_accounts integer[], p_hashes text[], p_until timestamptz, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reset integer;
BEGIN
  IF cardinality(p_accounts) <> cardinality(p_hashes) OR EXISTS (SELECT 1 FROM unnest(p_accounts) AS wanted(id)
      WHERE NOT keeps_account(wanted.id, p_at)) THEN
    PERFORM desk_refuses('password');
  END IF;
  PERFORM check_one_time(one.hash, p_until, p_at) FROM unnest(p_hashes) AS one(hash);
  WITH changed AS (
    UPDATE accounts a SET password_hash = n.hash, must_change_password = true, one_time_until = p_until, session_version = session_version + 1
    FROM unnest(p_accounts, p_hashes) AS n(id, hash) WHERE a.city_id = actor_city() AND a.id = n.id
    RETURNING a.id, a.teacher_id
  )
  INSERT INTO audit_events (city_id, account_id, teacher_id, kind, subject, at)
    SELECT actor_city(), actor_account(), c.teacher_id, 'password-reset', c.id::text, p_at FROM changed c;
  GET DIAGNOSTICS reset = ROW_COUNT;
  RETURN reset;
END;
$$;

-- As before, and: what was handed over opens nothing after its day.
DROP FUNCTION sign_in_candidate(login_kind, text, text);
CREATE FUNCTION sign_in_candidate(p_kind login_kind, p_school_code text, p_name text, p_at timestamptz)
RETURNS TABLE (city_id integer, account_id integer, teacher_id integer, display_name text, password_hash text,
  must_change_password boolean, session_version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.city_id, a.id, a.teacher_id, a.display_name, a.password_hash, a.must_change_password, a.session_version
  FROM accounts a LEFT JOIN organisations s ON s.city_id = a.city_id AND s.id = a.login_school_id
  WHERE a.login_kind = p_kind AND a.login_name = p_name AND s.code IS NOT DISTINCT FROM p_school_code AND a.disabled_at IS NULL
    AND (a.one_time_until IS NULL OR a.one_time_until > p_at)
$$;

REVOKE EXECUTE ON FUNCTION keeps_organisation(integer), keeps_role(role, integer), keeps_account(integer, timestamptz),
  kept_accounts(integer[], timestamptz), desk_refuses(text), desk_note(text, text, integer, text, timestamptz),
  add_organisation(organisation_kind, text, text, school_stage, boolean, office_duty, integer, timestamptz),
  place_teachers(integer[], integer, integer),
  change_organisation(integer, text, text, school_stage, integer, date, text, timestamptz), end_roles_at(integer[], timestamptz),
  school_with_parts(integer), close_organisation(integer, date, text, timestamptz), withdraw_transfers_of(integer, timestamptz),
  merge_school(integer, integer, date, text, timestamptz), check_school_open(), check_one_time(text, timestamptz, timestamptz),
  write_role(integer, role, integer), add_account(text, text, integer, text, timestamptz, timestamptz),
  give_role(integer, role, integer, timestamptz), other_city_officers(integer), is_city_officer(integer),
  end_role(integer, role, integer, timestamptz), set_account_usable(integer, boolean, timestamptz),
  reset_passwords(integer[], text[], timestamptz, timestamptz), sign_in_candidate(login_kind, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kept_accounts(integer[], timestamptz),
  add_organisation(organisation_kind, text, text, school_stage, boolean, office_duty, integer, timestamptz),
  change_organisation(integer, text, text, school_stage, integer, date, text, timestamptz),
  close_organisation(integer, date, text, timestamptz), merge_school(integer, integer, date, text, timestamptz),
  add_account(text, text, integer, text, timestamptz, timestamptz), give_role(integer, role, integer, timestamptz),
  end_role(integer, role, integer, timestamptz), set_account_usable(integer, boolean, timestamptz),
  reset_passwords(integer[], text[], timestamptz, timestamptz), sign_in_candidate(login_kind, text, text, timestamptz) TO credit_bank_app;
