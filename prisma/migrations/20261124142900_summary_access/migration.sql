-- Shapes, walls and policies of summary tables, rounds, messages, urging and deputies.

-- ---------------------------------------------------------------- shapes

ALTER TABLE summary_tables
  ADD CONSTRAINT summary_tables_source CHECK (source IN ('degree', 'mooc', 'support_teaching')),
  ADD CONSTRAINT summary_tables_number CHECK (number >= 1),
  ADD CONSTRAINT summary_tables_version CHECK (version >= 1);
ALTER TABLE summary_copies
  ADD CONSTRAINT summary_copies_hash CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT summary_copies_lines CHECK (lines >= 1);
ALTER TABLE summary_events
  ADD CONSTRAINT summary_events_seq CHECK (seq >= 1),
  ADD CONSTRAINT summary_events_reason CHECK (action <> 'return' OR reason IS NOT NULL);
ALTER TABLE summary_event_notes ADD CONSTRAINT summary_event_notes_note CHECK (char_length(note) BETWEEN 1 AND 1000);
ALTER TABLE inbox_messages
  ADD CONSTRAINT inbox_messages_title CHECK (char_length(title) <= 300),
  ADD CONSTRAINT inbox_messages_mail CHECK (NOT mail_due OR mailed_at IS NULL);
ALTER TABLE mail_settings ADD CONSTRAINT mail_settings_locale CHECK (locale IN ('zh-CN', 'en'));
ALTER TABLE deputies
  ADD CONSTRAINT deputies_days CHECK (to_day >= from_day),
  ADD CONSTRAINT deputies_other CHECK (absent_account_id <> deputy_account_id),
  ADD CONSTRAINT deputies_role CHECK (role IN ('school', 'county', 'city', 'host'));

CREATE INDEX inbox_messages_unread ON inbox_messages (city_id, account_id, role) WHERE read_at IS NULL;
CREATE INDEX inbox_messages_to_mail ON inbox_messages (id) WHERE mail_due;
-- What a summary table is filled from.
CREATE INDEX credit_entries_of_tables ON credit_entries (city_id, school_id, source, year)
  WHERE source IN ('degree', 'mooc', 'support_teaching');

-- ---------------------------------------------------------------- what is written stays

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['summary_events', 'summary_copies', 'round_reopenings', 'entry_urges'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END;
$$;

-- A change of a table without its event, an event that skips a number, a closing without its frozen copy: not committed.
CREATE FUNCTION check_summary_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  present record;
  last record;
BEGIN
  SELECT version, status INTO present FROM summary_tables WHERE city_id = NEW.city_id AND id = NEW.id;
  SELECT action, to_status INTO last FROM summary_events v
    WHERE v.city_id = NEW.city_id AND v.table_id = NEW.id AND v.seq = present.version;
  IF NOT FOUND OR last.to_status <> present.status
     OR (SELECT count(*) FROM summary_events v WHERE v.city_id = NEW.city_id AND v.table_id = NEW.id) <> present.version THEN
    RAISE EXCEPTION 'summary table % has no event %', NEW.id, present.version USING ERRCODE = 'check_violation';
  END IF;
  IF last.action = 'close' AND NOT EXISTS (SELECT 1 FROM summary_copies c
      WHERE c.city_id = NEW.city_id AND c.table_id = NEW.id AND c.seq = present.version) THEN
    RAISE EXCEPTION 'summary table % was closed without a copy', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER told AFTER INSERT OR UPDATE ON summary_tables
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_summary_told();

-- That paper has arrived is said by whom it is sent to. Closing anew asks for new paper.
CREATE FUNCTION check_summary_ticks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF actor_role() IN ('school', 'host') AND (
      (NEW.paper_on IS NOT NULL AND NEW.paper_on IS DISTINCT FROM OLD.paper_on)
      OR (NEW.certificates_on IS NOT NULL AND NEW.certificates_on IS DISTINCT FROM OLD.certificates_on)) THEN
    RAISE EXCEPTION 'a unit does not tick off its own paper' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER ticks BEFORE UPDATE OF paper_on, certificates_on ON summary_tables FOR EACH ROW EXECUTE FUNCTION check_summary_ticks();

-- ---------------------------------------------------------------- the actor

-- As before, and: a deputy has the role of an absent officer from the first to the last day of the absence.
-- p_today: the business date; without it deputies are not asked for.
DROP FUNCTION become(integer, integer, integer, role, integer);
CREATE FUNCTION become(p_city integer, p_account integer, p_session_version integer, p_role role, p_organisation integer,
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
          AND d.organisation_id = p_organisation AND d.ended_at IS NULL AND p_today BETWEEN d.from_day AND d.to_day));
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

-- The roles of an account: its own, and those that it holds as a deputy on that day.
DROP FUNCTION roles_of_account(integer, integer);
CREATE FUNCTION roles_of_account(p_city integer, p_account integer, p_today date DEFAULT NULL)
RETURNS TABLE (role role, organisation_id integer, organisation_name text, county_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT held.role, o.id, o.name, o.county_id
  FROM (
    SELECT r.role, r.organisation_id FROM account_roles r WHERE r.city_id = p_city AND r.account_id = p_account
    UNION
    SELECT d.role, d.organisation_id FROM deputies d WHERE d.city_id = p_city AND d.deputy_account_id = p_account
      AND d.ended_at IS NULL AND p_today BETWEEN d.from_day AND d.to_day
  ) held JOIN organisations o ON o.city_id = p_city AND o.id = held.organisation_id
  ORDER BY held.role, o.id
$$;

-- Who holds a role at a place on that day, deputies among them: whom something is told.
CREATE FUNCTION officers_of(p_city integer, p_organisations integer[], p_role role, p_today date)
RETURNS TABLE (account_id integer, organisation_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT held.account_id, held.organisation_id
  FROM (
    SELECT r.account_id, r.organisation_id FROM account_roles r
      WHERE r.city_id = p_city AND r.organisation_id = ANY (p_organisations) AND r.role = p_role
    UNION
    SELECT d.deputy_account_id, d.organisation_id FROM deputies d
      WHERE d.city_id = p_city AND d.organisation_id = ANY (p_organisations) AND d.role = p_role
        AND d.ended_at IS NULL AND p_today BETWEEN d.from_day AND d.to_day
  ) held JOIN accounts a ON a.city_id = p_city AND a.id = held.account_id
  WHERE a.disabled_at IS NULL AND p_city = actor_city()
$$;

-- Whom the actor may name a deputy: at a school its teachers and administrators, at an office its colleagues, the offices
-- that belong to it, and its superior's officers.
CREATE FUNCTION deputy_candidates()
RETURNS TABLE (account_id integer, display_name text, organisation_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (a.id) a.id, a.display_name, o.name
  FROM organisations mine
  JOIN account_roles r ON r.city_id = mine.city_id
  JOIN organisations o ON o.city_id = r.city_id AND o.id = r.organisation_id
  JOIN accounts a ON a.city_id = r.city_id AND a.id = r.account_id
  WHERE mine.city_id = actor_city() AND mine.id = actor_organisation() AND a.id <> actor_account() AND a.disabled_at IS NULL
    AND CASE actor_role()
      WHEN 'school' THEN o.id = mine.id AND r.role IN ('school', 'teacher')
      WHEN 'county' THEN (o.id = mine.id AND r.role = 'county') OR (o.kind = 'office' AND o.county_id = mine.id AND r.role = 'host')
      WHEN 'city' THEN (o.id = mine.id AND r.role = 'city') OR (o.kind = 'office' AND o.county_id IS NULL AND r.role = 'host')
      WHEN 'host' THEN (o.id = mine.id AND r.role = 'host')
        OR (r.role = 'county' AND o.id = mine.county_id) OR (r.role = 'city' AND mine.county_id IS NULL)
      ELSE false END
  ORDER BY a.id, o.id
$$;

-- ---------------------------------------------------------------- messages

-- What the account has asked for by e-mail is noted as due when it is told.
CREATE FUNCTION note_mail_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.mail_due := EXISTS (SELECT 1 FROM mail_settings s WHERE s.city_id = NEW.city_id AND s.account_id = NEW.account_id
    AND s.email_sealed IS NOT NULL AND NEW.kind = ANY (s.kinds));
  RETURN NEW;
END;
$$;
CREATE TRIGGER mail_due BEFORE INSERT ON inbox_messages FOR EACH ROW EXECUTE FUNCTION note_mail_due();

-- The worker, who is nobody, takes what is due by e-mail; held until it is settled in the same transaction.
CREATE FUNCTION mails_due(p_limit integer)
RETURNS TABLE (city_id integer, id bigint, kind message_kind, locale text, email_sealed bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.city_id, m.id, m.kind, s.locale, s.email_sealed
  FROM inbox_messages m JOIN mail_settings s ON s.city_id = m.city_id AND s.account_id = m.account_id
  WHERE m.mail_due AND s.email_sealed IS NOT NULL ORDER BY m.id LIMIT p_limit FOR UPDATE OF m SKIP LOCKED
$$;
-- Sent; or tried in vain, five times at most.
CREATE FUNCTION settle_mails(p_sent bigint[], p_failed bigint[], p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE inbox_messages SET mail_tries = mail_tries + 1, mail_due = id = ANY (p_failed) AND mail_tries < 4,
    mailed_at = CASE WHEN id = ANY (p_sent) THEN p_at END
  WHERE id = ANY (p_sent || p_failed) AND mail_due
$$;

-- Every last day that is known, for the worker, who is nobody.
CREATE FUNCTION deadlines_known()
RETURNS TABLE (city_id integer, round_id integer, source credit_source, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.city_id, d.round_id, d.source, d.last_day FROM round_deadlines d
$$;
-- Tells the administrators of the schools that have open work before a last day: entries that wait with the school, or a
-- table that isn't reported. Which day is one to remind on, the caller knows; told once for each `p_days`.
CREATE FUNCTION remind_of_deadline(p_city integer, p_round integer, p_source credit_source, p_days integer, p_at timestamptz)
RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH open_schools AS (
    SELECT e.school_id, count(*) FILTER (WHERE e.status IN ('at_school', 'returned')) AS waiting
    FROM registration_rounds r JOIN credit_entries e ON e.city_id = r.city_id AND e.source = p_source
      AND e.year BETWEEN r.from_year AND r.to_year AND e.status IN ('at_school', 'returned', 'at_county', 'at_city', 'posted')
    WHERE r.city_id = p_city AND r.id = p_round
    GROUP BY e.school_id
    HAVING bool_or(e.status IN ('at_school', 'returned')) OR NOT EXISTS (SELECT 1 FROM summary_tables t
      WHERE t.city_id = p_city AND t.round_id = p_round AND t.source = p_source AND t.unit_id = e.school_id
        AND t.number = 1 AND t.status <> 'returned')
  ), told AS (
    INSERT INTO inbox_messages (city_id, account_id, role, kind, title, details, key, at)
    SELECT DISTINCT p_city, a.id, 'school'::role, 'deadline_near'::message_kind, '',
      jsonb_build_object('source', p_source, 'lastDay', d.last_day, 'daysLeft', p_days, 'waiting', s.waiting),
      format('deadline/%s/%s/%s/%s', p_round, p_source, d.last_day, p_days), p_at
    FROM open_schools s
    JOIN round_deadlines d ON d.city_id = p_city AND d.round_id = p_round AND d.source = p_source
    JOIN account_roles r ON r.city_id = p_city AND r.organisation_id = s.school_id AND r.role = 'school'
    JOIN accounts a ON a.city_id = p_city AND a.id = r.account_id AND a.disabled_at IS NULL
    ON CONFLICT (city_id, account_id, key) DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::integer FROM told
$$;

-- ---------------------------------------------------------------- grants

GRANT SELECT ON summary_tables, summary_copies, summary_events, summary_event_notes, inbox_messages, mail_settings, entry_urges,
  deputies TO credit_bank_app;
GRANT INSERT ON summary_tables, summary_copies, summary_events, summary_event_notes, inbox_messages, mail_settings, entry_urges,
  deputies, registration_rounds, round_deadlines, round_reopenings TO credit_bank_app;
GRANT UPDATE (status, version, closed_by_account_id, closed_at, paper_on, certificates_on) ON summary_tables TO credit_bank_app;
GRANT UPDATE (read_at) ON inbox_messages TO credit_bank_app;
GRANT UPDATE (email_sealed, kinds, locale) ON mail_settings TO credit_bank_app;
GRANT UPDATE (ended_at) ON deputies TO credit_bank_app;
GRANT UPDATE (from_year, to_year) ON registration_rounds TO credit_bank_app;
GRANT UPDATE (last_day) ON round_deadlines TO credit_bank_app;
GRANT DELETE ON round_deadlines TO credit_bank_app;
GRANT UPDATE (duty_years) ON balances TO credit_bank_app;
GRANT USAGE ON SEQUENCE inbox_messages_id_seq, deputies_id_seq, registration_rounds_id_seq TO credit_bank_app;
REVOKE EXECUTE ON FUNCTION become(integer, integer, integer, role, integer, date), roles_of_account(integer, integer, date),
  officers_of(integer, integer[], role, date), deputy_candidates(), mails_due(integer), settle_mails(bigint[], bigint[], timestamptz),
  deadlines_known(), remind_of_deadline(integer, integer, credit_source, integer, timestamptz), note_mail_due(),
  check_summary_told(), check_summary_ticks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION become(integer, integer, integer, role, integer, date), roles_of_account(integer, integer, date),
  officers_of(integer, integer[], role, date), deputy_candidates(), mails_due(integer), settle_mails(bigint[], bigint[], timestamptz),
  deadlines_known(), remind_of_deadline(integer, integer, credit_source, integer, timestamptz) TO credit_bank_app;

-- ---------------------------------------------------------------- policies

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['summary_tables', 'summary_copies', 'summary_events', 'summary_event_notes', 'inbox_messages',
      'mail_settings', 'entry_urges', 'deputies'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', name, current_user);
  END LOOP;
END;
$$;

-- A table is seen by its unit, its superior, and the city.
CREATE POLICY read ON summary_tables FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county())
    WHEN 'school' THEN unit_id = (SELECT actor_organisation())
    WHEN 'host' THEN unit_id = (SELECT actor_organisation())
    ELSE false END);
-- A school reports attachments 1 and 2 to its superior, a host of support teaching attachment 3 to the city.
CREATE POLICY close ON summary_tables FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND unit_id = (SELECT actor_organisation()) AND closed_by_account_id = (SELECT actor_account())
  AND status = 'reported' AND paper_on IS NULL AND certificates_on IS NULL AND CASE (SELECT actor_role())
    WHEN 'school' THEN source IN ('degree', 'mooc') AND county_id IS NOT DISTINCT FROM (
      SELECT o.county_id FROM organisations o WHERE o.city_id = summary_tables.city_id AND o.id = summary_tables.unit_id)
    WHEN 'host' THEN source = 'support_teaching' AND county_id IS NULL
    WHEN 'city' THEN source = 'support_teaching' AND county_id IS NULL
    ELSE false END);
CREATE POLICY move ON summary_tables FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN county_id IS NULL
    WHEN 'county' THEN county_id = (SELECT actor_county())
    WHEN 'school' THEN unit_id = (SELECT actor_organisation())
    WHEN 'host' THEN unit_id = (SELECT actor_organisation())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND (
    status <> 'accepted' OR ((SELECT actor_role()) IN ('county', 'city') AND closed_by_account_id <> (SELECT actor_account()))));
CREATE POLICY read ON summary_copies FOR SELECT TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = summary_copies.city_id AND t.id = summary_copies.table_id));
CREATE POLICY keep ON summary_copies FOR INSERT TO credit_bank_app WITH CHECK (
  EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = summary_copies.city_id AND t.id = summary_copies.table_id
    AND t.unit_id = (SELECT actor_organisation()) AND t.closed_by_account_id = (SELECT actor_account())));
CREATE POLICY read ON summary_events FOR SELECT TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = summary_events.city_id AND t.id = summary_events.table_id));
CREATE POLICY write ON summary_events FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()) AND role = (SELECT actor_role())
  AND organisation_id = (SELECT actor_organisation())
  AND EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = summary_events.city_id AND t.id = summary_events.table_id));
CREATE POLICY read ON summary_event_notes FOR SELECT TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM summary_tables t WHERE t.city_id = summary_event_notes.city_id AND t.id = summary_event_notes.table_id));
CREATE POLICY write ON summary_event_notes FOR INSERT TO credit_bank_app WITH CHECK (
  EXISTS (SELECT 1 FROM summary_events v WHERE v.city_id = summary_event_notes.city_id AND v.table_id = summary_event_notes.table_id
    AND v.seq = summary_event_notes.seq AND v.account_id = (SELECT actor_account())));

-- Rounds and their days are the city's.
CREATE POLICY make ON registration_rounds FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY change ON registration_rounds FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY make ON round_deadlines FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY change ON round_deadlines FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY take_away ON round_deadlines FOR DELETE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY reopen ON round_reopenings FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND account_id = (SELECT actor_account()));

-- One's own messages; told by whoever acts, read by nobody else.
CREATE POLICY read ON inbox_messages FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()));
CREATE POLICY tell ON inbox_messages FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND read_at IS NULL AND mailed_at IS NULL);
CREATE POLICY mark ON inbox_messages FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()));
CREATE POLICY own ON mail_settings TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()))
  WITH CHECK (city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account()));

CREATE POLICY read ON entry_urges FOR SELECT TO credit_bank_app USING (
  EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = entry_urges.city_id AND e.id = entry_urges.entry_id));
CREATE POLICY urge ON entry_urges FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND account_id = (SELECT actor_account())
  AND EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = entry_urges.city_id AND e.id = entry_urges.entry_id
    AND e.holder_id = entry_urges.holder_id));

CREATE POLICY read ON deputies FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (organisation_id = (SELECT actor_organisation())
    OR (SELECT actor_account()) IN (absent_account_id, deputy_account_id)));
-- An officer names a deputy for the own role, which is held and not itself a deputy's.
CREATE POLICY name ON deputies FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND absent_account_id = (SELECT actor_account()) AND role = (SELECT actor_role())
  AND organisation_id = (SELECT actor_organisation()) AND ended_at IS NULL
  AND EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = deputies.city_id AND r.account_id = deputies.absent_account_id
    AND r.role = deputies.role AND r.organisation_id = deputies.organisation_id)
  AND deputy_account_id IN (SELECT c.account_id FROM deputy_candidates() c));
CREATE POLICY end_early ON deputies FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND absent_account_id = (SELECT actor_account()));
