-- Schools keep their teachers. Nobody inserts a teacher, an employment or an account by hand: a school takes people on by one
-- function, and takes over who was offered to it by another; both ask who acts. What a school may change by itself is the end of
-- an employment at it, and what isn't who somebody is.

-- ---------------------------------------------------------------- who is known, and under which numbers

-- Whom the city knows by these documents (the keyed hashes of their numbers): the name, and whether and where the person works
-- now. A school asks before it takes somebody on; it has the document in its hands.
CREATE FUNCTION known_people(p_city integer, p_hashes bytea[])
RETURNS TABLE (identity_hash bytea, teacher_id integer, name text, teacher_number text, works text, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.identity_hash, p.id, p.name, p.teacher_number,
    (SELECT CASE WHEN m.school_id = actor_school() THEN 'here' ELSE 'elsewhere' END FROM employments m
      WHERE m.city_id = p.city_id AND m.teacher_id = p.id AND m.ends_on IS NULL ORDER BY m.starts_on LIMIT 1),
    (SELECT max(m.ends_on) FROM employments m WHERE m.city_id = p.city_id AND m.teacher_id = p.id)
  FROM teachers t JOIN teachers p ON p.city_id = t.city_id AND p.id = coalesce(t.merged_into_id, t.id)
  WHERE t.city_id = p_city AND t.identity_hash = ANY (p_hashes) AND p_city = actor_city() AND actor_role() = 'school'
$$;

-- Is a number somebody's already? A teacher signs in with it, and signing in asks for no city.
CREATE FUNCTION teacher_number_is_taken(p_city integer, p_number text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM teachers t WHERE t.city_id = p_city AND t.teacher_number = p_number)
    OR EXISTS (SELECT 1 FROM accounts a WHERE a.login_kind = 'teacher' AND a.login_name = p_number)
$$;

CREATE FUNCTION taken_teacher_numbers(p_city integer, p_numbers text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n FROM unnest(p_numbers) AS n
  WHERE teacher_number_is_taken(p_city, n) AND p_city = actor_city() AND actor_role() = 'school'
$$;

-- The next free numbers of a county: its code and a serial number. Whoever takes people on in a city does so one after the other
-- (the lock of take_on_teachers), so no number is given twice.
CREATE FUNCTION free_teacher_numbers(p_city integer, p_region text, p_count integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  serial integer;
  given integer := 0;
  candidate text;
BEGIN
  SELECT coalesce(max(substr(t.teacher_number, length(p_region) + 1)::integer), 0) INTO serial FROM teachers t
    WHERE t.city_id = p_city AND t.teacher_number ~ ('^' || p_region || '[0-9]{4}$');
  WHILE given < p_count LOOP
    serial := serial + 1;
    candidate := p_region || lpad(serial::text, greatest(4, length(serial::text)), '0');
    IF NOT teacher_number_is_taken(p_city, candidate) THEN
      given := given + 1;
      RETURN NEXT candidate;
    END IF;
  END LOOP;
END;
$$;

-- ---------------------------------------------------------------- taking on

-- Takes people on at the actor's school: who is new gets a record, a number and an account that nobody can sign in to before a
-- password was issued; who is known and off post gets a new employment, and everything else stays. All of them or none.
-- p_rows: place, teacherId (null: new), name, pinyin, initials, kind, cipher and hash (base64), tail, certificate, subject,
-- number (null: the next free one), from.
CREATE FUNCTION take_on_teachers(p_city integer, p_rows jsonb, p_password_hash text)
RETURNS TABLE (place integer, teacher_id integer, teacher_number text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  school record;
  numbers text[];
BEGIN
  SELECT o.id, o.county_id, coalesce(c.code, y.code || '00') AS region INTO school
    FROM organisations o JOIN cities y ON y.id = o.city_id
    LEFT JOIN organisations c ON c.city_id = o.city_id AND c.id = o.county_id
    WHERE o.city_id = p_city AND o.id = actor_school() AND o.kind = 'school' AND o.closed_on IS NULL
      AND p_city = actor_city() AND actor_role() = 'school';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only a school takes teachers on, and for itself' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('hiring/' || p_city, 0));
  PERFORM 1 FROM teachers t JOIN jsonb_to_recordset(p_rows) AS r("teacherId" integer) ON t.id = r."teacherId"
    WHERE t.city_id = p_city ORDER BY t.id FOR NO KEY UPDATE OF t;
  IF EXISTS (SELECT 1 FROM jsonb_to_recordset(p_rows) AS r("teacherId" integer, "from" date)
      LEFT JOIN teachers t ON t.city_id = p_city AND t.id = r."teacherId"
      WHERE r."teacherId" IS NOT NULL AND (t.id IS NULL OR t.merged_into_id IS NOT NULL OR EXISTS (SELECT 1 FROM employments m
        WHERE m.city_id = p_city AND m.teacher_id = t.id AND (m.ends_on IS NULL OR m.ends_on >= r."from")))) THEN
    RAISE EXCEPTION 'somebody who works is transferred, not taken on' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT array_agg(n) INTO numbers FROM free_teacher_numbers(p_city, school.region, (SELECT count(*)::integer
    FROM jsonb_to_recordset(p_rows) AS r("teacherId" integer, number text) WHERE r."teacherId" IS NULL AND r.number IS NULL)) AS n;
  RETURN QUERY
  WITH hired AS MATERIALIZED (
    SELECT r.*, coalesce(r."teacherId", nextval(pg_get_serial_sequence('teachers', 'id'))::integer) AS id,
      coalesce(r.number, numbers[(row_number() OVER (PARTITION BY r."teacherId" IS NULL AND r.number IS NULL ORDER BY r.place))::integer]) AS given
    FROM jsonb_to_recordset(p_rows) AS r(place integer, "teacherId" integer, name text, pinyin text, initials text, kind identity_kind,
      cipher text, hash text, tail text, certificate text, subject text, number text, "from" date)
  ), made AS (
    INSERT INTO teachers (city_id, id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
      identity_tail, certificate_number, subject, school_id, county_id)
    SELECT p_city, h.id, h.name, h.pinyin, h.initials, h.given, h.kind, decode(h.cipher, 'base64'), decode(h.hash, 'base64'), h.tail,
      h.certificate, h.subject, school.id, school.county_id
    FROM hired h WHERE h."teacherId" IS NULL RETURNING id
  ), again AS (
    UPDATE teachers t SET school_id = school.id, county_id = school.county_id,
      certificate_number = coalesce(h.certificate, t.certificate_number), subject = coalesce(h.subject, t.subject)
    FROM hired h WHERE t.city_id = p_city AND t.id = h."teacherId" RETURNING t.id, t.teacher_number
  ), employed AS (
    INSERT INTO employments (city_id, teacher_id, school_id, county_id, starts_on)
    SELECT p_city, h.id, school.id, school.county_id, h."from" FROM hired h RETURNING 1
  ), opened AS (
    INSERT INTO accounts (city_id, teacher_id, display_name, login_kind, login_name, password_hash, must_change_password)
    SELECT p_city, h.id, h.name, 'teacher', h.given, p_password_hash, true FROM hired h WHERE h."teacherId" IS NULL
    RETURNING id
  ), allowed AS (
    INSERT INTO account_roles (city_id, account_id, role, organisation_id)
    SELECT p_city, o.id, 'teacher', school.id FROM opened o RETURNING 1
  )
  SELECT h.place, h.id, coalesce(a.teacher_number, h.given)
  FROM hired h LEFT JOIN again a ON a.id = h.id ORDER BY h.place;
  PERFORM move_teacher_roles(p_city, r."teacherId", school.id)
    FROM jsonb_to_recordset(p_rows) AS r("teacherId" integer) WHERE r."teacherId" IS NOT NULL;
END;
$$;

-- Where somebody is a teacher follows where they work; sessions of the former place end. What else they do there, does not.
CREATE FUNCTION move_teacher_roles(p_city integer, p_teacher integer, p_school integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH moved AS (
    DELETE FROM account_roles r USING accounts a
    WHERE r.city_id = p_city AND r.role = 'teacher' AND r.organisation_id <> p_school
      AND a.city_id = r.city_id AND a.id = r.account_id AND a.teacher_id = p_teacher
    RETURNING r.account_id
  )
  INSERT INTO account_roles (city_id, account_id, role, organisation_id)
  SELECT DISTINCT p_city, account_id, 'teacher'::role, p_school FROM moved
  ON CONFLICT DO NOTHING
$$;

-- ---------------------------------------------------------------- leaving

CREATE FUNCTION works_here(p_city integer, p_teacher integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM employments m WHERE m.city_id = p_city AND m.teacher_id = p_teacher
    AND m.school_id = actor_school() AND m.ends_on IS NULL)
$$;

GRANT UPDATE (ends_on, ended) ON employments TO credit_bank_app;
CREATE POLICY end_here ON employments FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'school' AND school_id = (SELECT actor_school()) AND ends_on IS NULL)
  WITH CHECK (city_id = (SELECT actor_city()) AND school_id = (SELECT actor_school()) AND ended IN ('left', 'retired'));

-- Who somebody is, is no school's to change: neither name nor number nor place.
GRANT UPDATE (subject, certificate_number) ON teachers TO credit_bank_app;
CREATE POLICY describe ON teachers FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'school' AND school_id = (SELECT actor_school()));

-- ---------------------------------------------------------------- transfers

GRANT SELECT ON transfers TO credit_bank_app;
GRANT INSERT (city_id, id, teacher_id, from_school_id, from_county_id, to_school_id, to_county_id, last_day, status, asked_by, asked_at)
  ON transfers TO credit_bank_app;
GRANT UPDATE (status, answered_by, answered_at, note) ON transfers TO credit_bank_app;
CREATE POLICY read ON transfers FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN (SELECT actor_county()) IN (from_county_id, to_county_id)
    WHEN 'school' THEN (SELECT actor_school()) IN (from_school_id, to_school_id)
    ELSE false END);
CREATE POLICY ask ON transfers FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'school' AND from_school_id = (SELECT actor_school())
  AND asked_by = (SELECT actor_account()) AND status = 'asked' AND works_here(city_id, teacher_id)
  AND EXISTS (SELECT 1 FROM organisations o WHERE o.city_id = transfers.city_id AND o.id = transfers.from_school_id
    AND o.county_id IS NOT DISTINCT FROM transfers.from_county_id)
  AND EXISTS (SELECT 1 FROM organisations o WHERE o.city_id = transfers.city_id AND o.id = transfers.to_school_id
    AND o.kind = 'school' AND o.closed_on IS NULL AND o.county_id IS NOT DISTINCT FROM transfers.to_county_id));
-- Who asked takes it back, who was asked declines; accepting moves the teacher, and is a function's.
CREATE POLICY answer ON transfers FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'school' AND status = 'asked'
    AND (SELECT actor_school()) IN (from_school_id, to_school_id))
  WITH CHECK (city_id = (SELECT actor_city()) AND answered_by = (SELECT actor_account())
    AND status = CASE WHEN to_school_id = (SELECT actor_school()) THEN 'declined' ELSE 'withdrawn' END::ask_status);

-- Who is meant by the transfers of the actor's school: of somebody who is offered it sees name and subject, and nothing else
-- before it has accepted. What was taken back is nobody's business any more.
CREATE FUNCTION teachers_in_transfer(p_city integer) RETURNS TABLE (transfer_id uuid, name text, subject text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT x.id, t.name, t.subject FROM transfers x JOIN teachers t ON t.city_id = x.city_id AND t.id = x.teacher_id
  WHERE x.city_id = p_city AND p_city = actor_city() AND actor_role() = 'school'
    AND (x.from_school_id = actor_school() OR (x.to_school_id = actor_school() AND x.status <> 'withdrawn'))
$$;

-- The receiving school takes over who was offered to it: its right to do so is the open transfer that is addressed to it. The
-- old employment ends, the new one begins the day after, and the teacher's record follows.
CREATE FUNCTION accept_transfer(p_city integer, p_transfer uuid, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked transfers;
  school record;
  closed integer;
BEGIN
  SELECT x.* INTO asked FROM transfers x
    WHERE x.city_id = p_city AND x.id = p_transfer AND x.status = 'asked' AND x.to_school_id = actor_school()
      AND p_city = actor_city() AND actor_role() = 'school' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no transfer is asked of this school' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT o.id, o.county_id INTO school FROM organisations o
    WHERE o.city_id = p_city AND o.id = asked.to_school_id AND o.closed_on IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a closed school takes nobody over' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM 1 FROM teachers t WHERE t.city_id = p_city AND t.id = asked.teacher_id FOR NO KEY UPDATE;
  UPDATE employments m SET ends_on = asked.last_day, ended = 'transferred'
    WHERE m.city_id = p_city AND m.teacher_id = asked.teacher_id AND m.school_id = asked.from_school_id AND m.ends_on IS NULL
      AND m.starts_on <= asked.last_day;
  GET DIAGNOSTICS closed = ROW_COUNT;
  IF closed <> 1 THEN
    RAISE EXCEPTION 'the teacher does not work there any more' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO employments (city_id, teacher_id, school_id, county_id, starts_on)
    VALUES (p_city, asked.teacher_id, school.id, school.county_id, asked.last_day + 1);
  UPDATE teachers SET school_id = school.id, county_id = school.county_id WHERE city_id = p_city AND id = asked.teacher_id;
  PERFORM move_teacher_roles(p_city, asked.teacher_id, school.id);
  UPDATE transfers SET status = 'accepted', answered_by = actor_account(), answered_at = p_at
    WHERE city_id = p_city AND id = asked.id;
  RETURN asked.teacher_id;
END;
$$;

-- ---------------------------------------------------------------- balances follow

GRANT UPDATE (school_id, county_id) ON balances TO credit_bank_app;
-- Whoever keeps the teacher opens the balances and has them counted anew; of nobody else's people.
CREATE POLICY open_here ON balances FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) IN ('school', 'county') AND teacher_is_here(city_id, teacher_id)
  AND CASE (SELECT actor_role()) WHEN 'school' THEN school_id = (SELECT actor_school()) ELSE county_id = (SELECT actor_county()) END);
CREATE POLICY renew_here ON balances FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND (SELECT actor_role()) IN ('school', 'county') AND teacher_is_here(city_id, teacher_id))
  WITH CHECK (city_id = (SELECT actor_city())
    AND CASE (SELECT actor_role()) WHEN 'school' THEN school_id = (SELECT actor_school()) ELSE county_id = (SELECT actor_county()) END);

REVOKE EXECUTE ON FUNCTION known_people(integer, bytea[]), teacher_number_is_taken(integer, text),
  taken_teacher_numbers(integer, text[]), free_teacher_numbers(integer, text, integer), take_on_teachers(integer, jsonb, text),
  move_teacher_roles(integer, integer, integer), works_here(integer, integer), teachers_in_transfer(integer),
  accept_transfer(integer, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION known_people(integer, bytea[]), taken_teacher_numbers(integer, text[]),
  take_on_teachers(integer, jsonb, text), works_here(integer, integer), teachers_in_transfer(integer),
  accept_transfer(integer, uuid, timestamptz) TO credit_bank_app;
