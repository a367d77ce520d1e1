-- What is lent ends with what it was lent from; what the worker asks, nobody who acts may ask; and of a table only those whose
-- step it is say what became of it.

-- ---------------------------------------------------------------- deputies

-- Does whoever lent the role still hold it, with an account that is good? Who has left can't take back what was lent.
CREATE FUNCTION lender_holds_role(d deputies) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM account_roles r JOIN accounts l ON l.city_id = r.city_id AND l.id = r.account_id
    WHERE r.city_id = d.city_id AND r.account_id = d.absent_account_id AND r.role = d.role
      AND r.organisation_id = d.organisation_id AND l.disabled_at IS NULL)
$$;
REVOKE EXECUTE ON FUNCTION lender_holds_role(deputies) FROM PUBLIC;

-- The three as before, and: of deputies only those whose absent officer still holds the role.
CREATE OR REPLACE FUNCTION become(p_city integer, p_account integer, p_session_version integer, p_role role, p_organisation integer,
  p_today date DEFAULT NULL)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own record;
BEGIN
  SELECT a.teacher_id, CASE p_role WHEN 'county' THEN p_organisation WHEN 'host' THEN o.county_id END AS county_id INTO own
    FROM accounts a JOIN organisations o ON o.city_id = a.city_id AND o.id = p_organisation
    WHERE a.city_id = p_city AND a.id = p_account AND a.session_version = coalesce(p_session_version, a.session_version)
      AND a.disabled_at IS NULL
      AND (EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = a.city_id AND r.account_id = a.id AND r.role = p_role
          AND r.organisation_id = p_organisation)
        OR EXISTS (SELECT 1 FROM deputies d WHERE d.city_id = a.city_id AND d.deputy_account_id = a.id AND d.role = p_role
          AND d.organisation_id = p_organisation AND d.ended_at IS NULL AND p_today BETWEEN d.from_day AND d.to_day
          AND lender_holds_role(d)));
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

CREATE OR REPLACE FUNCTION roles_of_account(p_city integer, p_account integer, p_today date DEFAULT NULL)
RETURNS TABLE (role role, organisation_id integer, organisation_name text, county_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT held.role, o.id, o.name, o.county_id
  FROM (
    SELECT r.role, r.organisation_id FROM account_roles r WHERE r.city_id = p_city AND r.account_id = p_account
    UNION
    SELECT d.role, d.organisation_id FROM deputies d WHERE d.city_id = p_city AND d.deputy_account_id = p_account
      AND d.ended_at IS NULL AND p_today BETWEEN d.from_day AND d.to_day AND lender_holds_role(d)
  ) held JOIN organisations o ON o.city_id = p_city AND o.id = held.organisation_id
  ORDER BY held.role, o.id
$$;

CREATE OR REPLACE FUNCTION officers_of(p_city integer, p_organisations integer[], p_role role, p_today date)
RETURNS TABLE (account_id integer, organisation_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT held.account_id, held.organisation_id
  FROM (
    SELECT r.account_id, r.organisation_id FROM account_roles r
      WHERE r.city_id = p_city AND r.organisation_id = ANY (p_organisations) AND r.role = p_role
    UNION
    SELECT d.deputy_account_id, d.organisation_id FROM deputies d
      WHERE d.city_id = p_city AND d.organisation_id = ANY (p_organisations) AND d.role = p_role
        AND d.ended_at IS NULL AND p_today BETWEEN d.from_day AND d.to_day AND lender_holds_role(d)
  ) held JOIN accounts a ON a.city_id = p_city AND a.id = held.account_id
  WHERE a.disabled_at IS NULL AND p_city = actor_city()
$$;

-- ---------------------------------------------------------------- what the worker asks, who is nobody

-- As before, and: of deputies only those as above; and nothing for anybody who acts.
CREATE OR REPLACE FUNCTION remind_of_deadline(p_city integer, p_round integer, p_source credit_source, p_days integer, p_at timestamptz)
RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH open_units AS (
    SELECT e.unit_id, count(*) FILTER (WHERE e.status IN ('at_school', 'returned')) AS waiting
    FROM registration_rounds r JOIN (
      SELECT city_id, source, year, status, CASE WHEN source = 'support_teaching' THEN host_id ELSE school_id END AS unit_id
      FROM credit_entries
    ) e ON e.city_id = r.city_id AND e.source = p_source
      AND e.year BETWEEN r.from_year AND r.to_year AND e.status IN ('at_school', 'returned', 'at_county', 'at_city', 'posted')
    WHERE r.city_id = p_city AND r.id = p_round AND e.unit_id IS NOT NULL AND actor_city() IS NULL
    GROUP BY e.unit_id
    HAVING bool_or(e.status IN ('at_school', 'returned')) OR NOT EXISTS (SELECT 1 FROM summary_tables t
      WHERE t.city_id = p_city AND t.round_id = p_round AND t.source = p_source AND t.unit_id = e.unit_id
        AND t.number = 1 AND t.status <> 'returned')
  ), officers AS (
    SELECT u.unit_id, u.waiting, held.role, held.account_id
    FROM open_units u
    JOIN organisations o ON o.city_id = p_city AND o.id = u.unit_id
    JOIN (
      SELECT r.organisation_id, r.role, r.account_id FROM account_roles r WHERE r.city_id = p_city
      UNION
      SELECT d.organisation_id, d.role, d.deputy_account_id FROM deputies d WHERE d.city_id = p_city AND d.ended_at IS NULL
        AND (p_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN d.from_day AND d.to_day AND lender_holds_role(d)
    ) held ON held.organisation_id = u.unit_id
      AND held.role = CASE o.kind WHEN 'school' THEN 'school'::role WHEN 'city' THEN 'city'::role ELSE 'host'::role END
    JOIN accounts a ON a.city_id = p_city AND a.id = held.account_id AND a.disabled_at IS NULL
  ), told AS (
    INSERT INTO inbox_messages (city_id, account_id, role, kind, title, details, key, at)
    SELECT DISTINCT p_city, f.account_id, f.role, 'deadline_near'::message_kind, '',
      jsonb_build_object('source', p_source, 'lastDay', d.last_day, 'daysLeft',
        d.last_day - (p_at AT TIME ZONE 'Asia/Shanghai')::date, 'waiting', f.waiting),
      format('deadline/%s/%s/%s/%s', p_round, p_source, d.last_day, p_days), p_at
    FROM officers f
    JOIN round_deadlines d ON d.city_id = p_city AND d.round_id = p_round AND d.source = p_source
    ON CONFLICT (city_id, account_id, key) DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::integer FROM told
$$;

CREATE OR REPLACE FUNCTION deadlines_known()
RETURNS TABLE (city_id integer, round_id integer, source credit_source, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.city_id, d.round_id, d.source, d.last_day FROM round_deadlines d WHERE actor_city() IS NULL
$$;

-- As before, but held by a lock of its own instead of its row: a mail server may take its time, and whoever opens the message
-- meanwhile doesn't wait for it. What another worker has settled is seen when its lock is free, so it is asked for again.
CREATE OR REPLACE FUNCTION mails_due(p_limit integer)
RETURNS TABLE (city_id integer, id bigint, kind message_kind, locale text, email_sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  MAILS CONSTANT integer := 4112;
  due record;
  taken integer := 0;
BEGIN
  IF actor_city() IS NOT NULL THEN
    RETURN;
  END IF;
  FOR due IN
    SELECT m.city_id, m.id, m.kind, s.locale, s.email_sealed
    FROM inbox_messages m JOIN mail_settings s ON s.city_id = m.city_id AND s.account_id = m.account_id
    WHERE m.mail_due AND s.email_sealed IS NOT NULL ORDER BY m.id
  LOOP
    EXIT WHEN taken >= p_limit;
    CONTINUE WHEN NOT pg_try_advisory_xact_lock(MAILS, (due.id % 2147483647)::integer);
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM inbox_messages m WHERE m.city_id = due.city_id AND m.id = due.id AND m.mail_due);
    taken := taken + 1;
    city_id := due.city_id;
    id := due.id;
    kind := due.kind;
    locale := due.locale;
    email_sealed := due.email_sealed;
    RETURN NEXT;
  END LOOP;
END;
$$;
CREATE OR REPLACE FUNCTION settle_mails(p_sent bigint[], p_failed bigint[], p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE inbox_messages SET mail_tries = mail_tries + 1, mail_due = id = ANY (p_failed) AND mail_tries < 4,
    mailed_at = CASE WHEN id = ANY (p_sent) THEN p_at END
  WHERE id = ANY (p_sent || p_failed) AND mail_due AND actor_city() IS NULL
$$;

-- ---------------------------------------------------------------- summary tables

-- What was accepted its unit moves no more. No policy: whoever takes a table back a moment too late is told by whom it was accepted.
CREATE FUNCTION check_summary_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF actor_role() IN ('school', 'host') THEN
    RAISE EXCEPTION 'summary table % is accepted', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
REVOKE EXECUTE ON FUNCTION check_summary_accepted() FROM PUBLIC;
CREATE TRIGGER accepted BEFORE UPDATE ON summary_tables FOR EACH ROW WHEN (OLD.status = 'accepted')
  EXECUTE FUNCTION check_summary_accepted();

-- No step before the table: an event is that of the step that was just taken.
ALTER POLICY write ON summary_events WITH CHECK (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()) AND role = (SELECT actor_role())
  AND organisation_id = (SELECT actor_organisation())
  AND EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = summary_events.city_id AND t.id = summary_events.table_id
    AND t.version = summary_events.seq AND t.status = summary_events.to_status AND CASE (SELECT actor_role())
      WHEN 'city' THEN t.county_id IS NULL
      WHEN 'county' THEN t.county_id = (SELECT actor_county())
      ELSE t.unit_id = (SELECT actor_organisation()) END));
