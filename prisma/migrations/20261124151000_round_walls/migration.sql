-- The walls of rounds, and a reminder that reaches whoever reports a table.

-- A year belongs to one round; two that are made at once see each other. (A range of one number stands for «equal».)
ALTER TABLE registration_rounds ADD CONSTRAINT registration_rounds_apart
  EXCLUDE USING gist (int4range(city_id, city_id, '[]') WITH &&, int4range(from_year, to_year, '[]') WITH &&);
ALTER TABLE round_deadlines ADD CONSTRAINT round_deadlines_source CHECK (source IN ('degree', 'mooc', 'support_teaching'));
-- Schools report attachments 1 and 2.
ALTER TABLE round_reopenings ADD CONSTRAINT round_reopenings_source CHECK (source IN ('degree', 'mooc'));

-- A round lies within its cycle; a table that is reported keeps the years that it was reported for.
CREATE FUNCTION check_round() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cycles c WHERE c.city_id = NEW.city_id AND c.id = NEW.cycle_id
      AND NEW.from_year >= c.from_year AND NEW.to_year <= c.to_year) THEN
    RAISE EXCEPTION 'round %-% is not within its cycle', NEW.from_year, NEW.to_year USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = NEW.city_id AND t.round_id = NEW.id) THEN
    RAISE EXCEPTION 'round % has tables that are reported', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER within_cycle BEFORE INSERT OR UPDATE OF from_year, to_year ON registration_rounds
  FOR EACH ROW EXECUTE FUNCTION check_round();

-- Only a school is let in again, and only where there is a last day.
CREATE FUNCTION check_reopening() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM organisations o JOIN round_deadlines d ON d.city_id = o.city_id
      WHERE o.city_id = NEW.city_id AND o.id = NEW.school_id AND o.kind = 'school'
        AND d.round_id = NEW.round_id AND d.source = NEW.source) THEN
    RAISE EXCEPTION 'nothing to reopen for %', NEW.school_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reopenable BEFORE INSERT ON round_reopenings FOR EACH ROW EXECUTE FUNCTION check_reopening();

-- As before, and: attachment 3 is reported by its host, so that is who is reminded of it; and whoever stands in that day.
CREATE OR REPLACE FUNCTION remind_of_deadline(p_city integer, p_round integer, p_source credit_source, p_days integer, p_at timestamptz)
RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH open_units AS (
    SELECT e.unit_id, count(*) FILTER (WHERE e.status IN ('at_school', 'returned')) AS waiting
    FROM registration_rounds r JOIN (
      SELECT city_id, source, year, status, CASE WHEN source = 'support_teaching' THEN host_id ELSE school_id END AS unit_id
      FROM credit_entries
    ) e ON e.city_id = r.city_id AND e.source = p_source
      AND e.year BETWEEN r.from_year AND r.to_year AND e.status IN ('at_school', 'returned', 'at_county', 'at_city', 'posted')
    WHERE r.city_id = p_city AND r.id = p_round AND e.unit_id IS NOT NULL
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
        AND (p_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN d.from_day AND d.to_day
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
REVOKE EXECUTE ON FUNCTION check_round(), check_reopening() FROM PUBLIC;

-- What the city reads of its rounds' history; among all that people do these are few.
CREATE INDEX audit_events_of_rounds ON audit_events (city_id, id DESC) WHERE kind IN ('round-made', 'round-changed', 'deadline-changed');
