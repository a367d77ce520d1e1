-- The city's oversight: samples of what was posted, the search of all that people did, checks of the ledger. The city's alone.

-- ---------------------------------------------------------------- samples

-- Of a million postings the few that a sample is drawn from, by the time at which they were posted.
CREATE INDEX ledger_postings_special ON ledger_postings (city_id, cycle_id, posted_at)
  WHERE source IN ('mooc', 'degree') AND reverses_seq IS NULL;

-- A draw has as many items as its share of the population is, rounded up, and its seed is a number that nobody can guess.
CREATE FUNCTION check_sample_drawn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  run record;
BEGIN
  SELECT population, permille INTO run FROM sampling_runs WHERE city_id = NEW.city_id AND id = NEW.id;
  IF (SELECT count(*) FROM sample_items i WHERE i.city_id = NEW.city_id AND i.run_id = NEW.id)
      <> (run.population::bigint * run.permille + 999) / 1000 THEN
    RAISE EXCEPTION 'sample % is not as it was drawn', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER drawn AFTER INSERT ON sampling_runs
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_sample_drawn();
ALTER TABLE sampling_runs ADD CONSTRAINT sampling_runs_seed CHECK (seed ~ '^[0-9a-f]{32}$');

-- Who can't look at this credit once more: whoever posted it, and whose credit it is.
CREATE FUNCTION barred_from_sample(p_city integer, p_entry uuid) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.account_id FROM ledger_postings l
    JOIN entry_events v ON v.city_id = l.city_id AND v.entry_id = l.entry_id AND v.seq = l.event_seq
    WHERE l.city_id = p_city AND l.entry_id = p_entry AND l.reverses_seq IS NULL AND p_city = actor_city() AND actor_role() = 'city'
  UNION
  SELECT a.id FROM credit_entries e JOIN accounts a ON a.city_id = e.city_id AND a.teacher_id = e.teacher_id
    WHERE e.city_id = p_city AND e.id = p_entry AND p_city = actor_city() AND actor_role() = 'city'
$$;

-- What was drawn stays; a result is written once, in one's own name, and never by who can't.
CREATE FUNCTION check_sample_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF actor_role() IS NULL THEN
    RETURN NEW;
  END IF;
  IF OLD.result IS NOT NULL THEN
    RAISE EXCEPTION 'item % of sample % is checked already', OLD.position, OLD.run_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.checked_by IS DISTINCT FROM actor_account() AND NEW.result IS NOT NULL
    OR NEW.assigned_to IN (SELECT barred_from_sample(NEW.city_id, NEW.entry_id))
    OR NEW.checked_by IN (SELECT barred_from_sample(NEW.city_id, NEW.entry_id)) THEN
    RAISE EXCEPTION 'item % of sample % is for somebody else', OLD.position, OLD.run_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER step BEFORE UPDATE ON sample_items FOR EACH ROW EXECUTE FUNCTION check_sample_step();
CREATE TRIGGER stays BEFORE DELETE ON sample_items FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stays_truncate BEFORE TRUNCATE ON sample_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON sampling_runs, sample_items, ledger_checks TO credit_bank_app;
GRANT UPDATE (assigned_to, result, note, checked_by, checked_at) ON sample_items TO credit_bank_app;
REVOKE EXECUTE ON FUNCTION check_sample_drawn(), check_sample_step(), barred_from_sample(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION barred_from_sample(integer, uuid) TO credit_bank_app;

CREATE POLICY read ON sampling_runs FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY draw ON sampling_runs FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND account_id = (SELECT actor_account()));
CREATE POLICY read ON sample_items FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY draw ON sample_items FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND assigned_to IS NULL AND result IS NULL
  AND EXISTS (SELECT 1 FROM sampling_runs r WHERE r.city_id = sample_items.city_id AND r.id = sample_items.run_id
    AND r.account_id = (SELECT actor_account())));
CREATE POLICY step ON sample_items FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');

-- ---------------------------------------------------------------- checks of the ledger

CREATE POLICY read ON ledger_checks FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY keep ON ledger_checks FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND account_id = (SELECT actor_account()));

-- ---------------------------------------------------------------- the search of all that people did

-- The city sees every step anyway; asked first (policies are asked by name), so that a search asks no function of each row.
CREATE POLICY audit ON project_events FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY audit ON summary_events FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
