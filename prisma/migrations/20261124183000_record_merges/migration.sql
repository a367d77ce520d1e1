-- Two records of one person become one: by the city alone, in one go, with every credit reversed in the chain where it stood and
-- posted anew in the one that stays. What was merged is kept as it was left, leads to the other, and gets nothing new.

CREATE INDEX teachers_merged ON teachers (city_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

GRANT SELECT ON teacher_merges TO credit_bank_app;
CREATE POLICY read ON teacher_merges FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN teacher_is_here(city_id, kept_id) OR teacher_is_here(city_id, merged_id)
    WHEN 'school' THEN teacher_is_here(city_id, kept_id) OR teacher_is_here(city_id, merged_id)
    ELSE false END);

-- ---------------------------------------------------------------- what was merged gets nothing new

-- Asked after the keys: who registered while the two were being merged has waited for it there, and now sees it.
CREATE FUNCTION refuse_merged_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM teachers t JOIN fresh f ON f.city_id = t.city_id AND f.teacher_id = t.id WHERE t.merged_into_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a record that was merged gets no %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END;
$$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['credit_entries', 'employments', 'missing_reports', 'transfers', 'person_corrections'] LOOP
    EXECUTE format('CREATE TRIGGER of_one_record AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_merged_record()', name);
  END LOOP;
END;
$$;

-- ---------------------------------------------------------------- the merge

-- Holds two records and all that hangs on them until the transaction ends, in the order in which others hold them: whoever decides
-- or posts meanwhile is waited for, and whoever comes later sees what became of it.
CREATE FUNCTION hold_records(p_city integer, p_teachers integer[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_city IS DISTINCT FROM actor_city() OR actor_role() <> 'city' THEN
    RAISE EXCEPTION 'only the city merges records' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM 1 FROM projects p WHERE p.city_id = p_city AND p.id IN (SELECT e.project_id FROM credit_entries e
    WHERE e.city_id = p_city AND e.teacher_id = ANY (p_teachers)) ORDER BY p.id FOR SHARE;
  PERFORM 1 FROM credit_entries e WHERE e.city_id = p_city AND e.teacher_id = ANY (p_teachers) ORDER BY e.id FOR UPDATE;
  PERFORM 1 FROM teachers t WHERE t.city_id = p_city AND t.id = ANY (p_teachers) ORDER BY t.id FOR UPDATE;
  -- What was registered until the records were held.
  PERFORM 1 FROM credit_entries e WHERE e.city_id = p_city AND e.teacher_id = ANY (p_teachers) ORDER BY e.id FOR UPDATE;
  PERFORM 1 FROM balances b WHERE b.city_id = p_city AND b.teacher_id = ANY (p_teachers) ORDER BY b.teacher_id, b.cycle_id FOR UPDATE;
END;
$$;

-- Merges one record into another; the rules have judged it, and say which employments the person has had (p_employments: schoolId,
-- countyId, from, to, ended). Balances are counted anew by whoever calls. Answers how many entries moved. What was refused moves
-- without a step of its own: its refusal stays the last that was said of it, so that it can be objected to as before.
CREATE FUNCTION merge_records(p_city integer, p_id uuid, p_kept integer, p_merged integer, p_reason text, p_employments jsonb,
  p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moved uuid[];
  posted uuid[];
  former jsonb;
  place record;
  kept_name text;
  keeps_account boolean;
BEGIN
  IF p_city IS DISTINCT FROM actor_city() OR actor_role() <> 'city' THEN
    RAISE EXCEPTION 'only the city merges records' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM hold_records(p_city, ARRAY[p_kept, p_merged]);
  IF p_kept = p_merged OR (SELECT count(*) FROM teachers t WHERE t.city_id = p_city AND t.id IN (p_kept, p_merged)
      AND t.merged_into_id IS NULL) <> 2 THEN
    RAISE EXCEPTION 'these are not two records' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_postings l JOIN cycles c ON c.city_id = l.city_id AND c.id = l.cycle_id AND c.closed_at IS NOT NULL
      WHERE l.city_id = p_city AND l.teacher_id = p_merged) THEN
    RAISE EXCEPTION 'record % has credits in a closed cycle', p_merged USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM transfers x WHERE x.city_id = p_city AND x.teacher_id IN (p_kept, p_merged) AND x.status = 'asked')
    OR EXISTS (SELECT 1 FROM person_corrections c WHERE c.city_id = p_city AND c.teacher_id IN (p_kept, p_merged) AND c.status = 'asked') THEN
    RAISE EXCEPTION 'something is asked about these records' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT coalesce(array_agg(e.id), '{}'), coalesce(array_agg(e.id) FILTER (WHERE e.status = 'posted'), '{}') INTO moved, posted
    FROM credit_entries e JOIN cycles c ON c.city_id = e.city_id AND c.id = e.cycle_id AND c.closed_at IS NULL
    WHERE e.city_id = p_city AND e.teacher_id = p_merged;

  -- The chains. A balance of the record that stays is there wherever something goes to.
  INSERT INTO balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
    required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
  SELECT t.city_id, t.id, c.id, t.school_id, t.county_id, 0, 0, 0, '{}', '{}', decode(repeat('00', 32), 'hex')
    FROM teachers t JOIN cycles c ON c.city_id = t.city_id AND c.closed_at IS NULL
    WHERE t.city_id = p_city AND t.id = p_kept AND NOT EXISTS (SELECT 1 FROM balances b
      WHERE b.city_id = t.city_id AND b.teacher_id = t.id AND b.cycle_id = c.id);
  UPDATE credit_entries SET version = version + 1 WHERE city_id = p_city AND id = ANY (moved) AND status <> 'refused';
  INSERT INTO entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, from_status, to_status, account_id, role,
    organisation_id, marks, at)
  SELECT e.city_id, e.id, e.version, p_kept, e.school_id, e.county_id, 'reassign', e.status, e.status, actor_account(), actor_role(),
    actor_organisation(), '{}', p_at
    FROM credit_entries e WHERE e.city_id = p_city AND e.id = ANY (moved) AND e.status <> 'refused';
  IF write_postings(p_city, posted, true, p_at) <> cardinality(posted) THEN
    RAISE EXCEPTION 'not every credit of record % was reversed', p_merged USING ERRCODE = 'check_violation';
  END IF;
  UPDATE credit_entries SET teacher_id = p_kept WHERE city_id = p_city AND id = ANY (moved);
  IF write_postings(p_city, posted, false, p_at) <> cardinality(posted) THEN
    RAISE EXCEPTION 'not every credit was posted for record %', p_kept USING ERRCODE = 'check_violation';
  END IF;
  UPDATE objections SET teacher_id = p_kept WHERE city_id = p_city AND entry_id = ANY (moved);
  UPDATE missing_reports SET teacher_id = p_kept WHERE city_id = p_city AND teacher_id = p_merged;

  -- Where the person has worked.
  SELECT coalesce(jsonb_agg(jsonb_build_object('teacherId', m.teacher_id, 'schoolId', m.school_id, 'from', m.starts_on, 'to', m.ends_on,
      'ended', m.ended) ORDER BY m.teacher_id, m.starts_on), '[]') INTO former
    FROM employments m WHERE m.city_id = p_city AND m.teacher_id IN (p_kept, p_merged);
  DELETE FROM employments m WHERE m.city_id = p_city AND m.teacher_id IN (p_kept, p_merged);
  INSERT INTO employments (city_id, teacher_id, school_id, county_id, starts_on, ends_on, ended)
  SELECT p_city, p_kept, r."schoolId", r."countyId", r."from", r."to", r.ended
    FROM jsonb_to_recordset(p_employments) AS r("schoolId" integer, "countyId" integer, "from" date, "to" date, ended employment_end);
  SELECT m.school_id, m.county_id INTO place FROM employments m WHERE m.city_id = p_city AND m.teacher_id = p_kept
    ORDER BY m.starts_on DESC LIMIT 1;
  UPDATE teachers t SET certificate_number = coalesce(t.certificate_number, o.certificate_number),
      subject = coalesce(t.subject, o.subject), school_id = coalesce(place.school_id, t.school_id),
      county_id = CASE WHEN place.school_id IS NULL THEN t.county_id ELSE place.county_id END
    FROM teachers o WHERE t.city_id = p_city AND t.id = p_kept AND o.city_id = p_city AND o.id = p_merged
    RETURNING t.name INTO kept_name;
  UPDATE teachers SET merged_into_id = p_kept WHERE city_id = p_city AND (id = p_merged OR merged_into_id = p_merged);

  -- One account to sign in with; who does other work by the other one keeps it.
  keeps_account := EXISTS (SELECT 1 FROM accounts a WHERE a.city_id = p_city AND a.teacher_id = p_kept AND a.login_kind = 'teacher'
    AND a.disabled_at IS NULL);
  UPDATE accounts a SET disabled_at = p_at, session_version = session_version + 1
    WHERE a.city_id = p_city AND a.teacher_id = p_merged AND a.login_kind = 'teacher' AND a.disabled_at IS NULL AND keeps_account
      AND NOT EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = a.city_id AND r.account_id = a.id AND r.role <> 'teacher');
  UPDATE accounts a SET teacher_id = p_kept, session_version = session_version + 1,
      display_name = CASE WHEN a.login_kind = 'teacher' THEN kept_name ELSE a.display_name END
    WHERE a.city_id = p_city AND a.teacher_id = p_merged AND a.disabled_at IS NULL;
  PERFORM move_teacher_roles(p_city, p_kept, t.school_id) FROM teachers t WHERE t.city_id = p_city AND t.id = p_kept;

  INSERT INTO teacher_merges (city_id, id, kept_id, merged_id, reason, entries, employments_before, account_id, at)
    VALUES (p_city, p_id, p_kept, p_merged, p_reason, cardinality(moved), former, actor_account(), p_at);
  RETURN cardinality(moved);
END;
$$;

-- ---------------------------------------------------------------- what is seen of it

-- The records that were merged into those that the actor sees: what was done with their credits before carries their number.
CREATE FUNCTION records_merged_here(p_city integer) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(m.id), '{}') FROM teachers m JOIN teachers k ON k.city_id = m.city_id AND k.id = m.merged_into_id
  WHERE m.city_id = p_city AND m.merged_into_id IS NOT NULL AND p_city = actor_city() AND CASE actor_role()
    WHEN 'county' THEN k.county_id = actor_county()
    WHEN 'school' THEN k.school_id = actor_school()
    WHEN 'teacher' THEN k.id = actor_teacher()
    ELSE false END
$$;
-- Asked after «read», by its name.
CREATE POLICY seen_of_merged ON entry_events FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND teacher_id = ANY ((SELECT records_merged_here((SELECT actor_city())))::integer[]));

-- As before, and: the number of a record that was merged finds the one that it was merged into; by its name it isn't looked for.
CREATE OR REPLACE FUNCTION people_matching(p_city integer, p_hashes bytea[], p_numbers text[], p_names text[])
RETURNS TABLE (teacher_id integer, identity_hash bytea, teacher_number text, name text, certificate_number text, school_id integer,
  county_id integer, school_name text, school_is_private boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, known.identity_hash, known.teacher_number, t.name, t.certificate_number, t.school_id, t.county_id, s.name, s.is_private
  FROM (
    SELECT t.id FROM unnest(p_hashes) AS h JOIN teachers t ON t.city_id = p_city AND t.identity_hash = h
    UNION
    SELECT t.id FROM unnest(p_numbers) AS n JOIN teachers t ON t.city_id = p_city AND t.teacher_number = n
    UNION
    SELECT t.id FROM unnest(p_names) AS n JOIN teachers t ON t.city_id = p_city AND t.name = n AND t.merged_into_id IS NULL
  ) meant
  JOIN teachers known ON known.city_id = p_city AND known.id = meant.id
  JOIN teachers t ON t.city_id = p_city AND t.id = coalesce(known.merged_into_id, known.id)
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

REVOKE EXECUTE ON FUNCTION refuse_merged_record(), hold_records(integer, integer[]),
  merge_records(integer, uuid, integer, integer, text, jsonb, timestamptz), records_merged_here(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_records(integer, integer[]), merge_records(integer, uuid, integer, integer, text, jsonb, timestamptz),
  records_merged_here(integer) TO credit_bank_app;
