-- The city keeps policies, makes the next cycle and closes one that is over. A closed cycle is frozen by the database itself.

-- ---------------------------------------------------------------- who

GRANT INSERT (city_id, name, from_year, to_year) ON cycles TO credit_bank_app;
GRANT UPDATE (closed_at, closed_by) ON cycles TO credit_bank_app;
GRANT USAGE ON SEQUENCE cycles_id_seq TO credit_bank_app;
GRANT INSERT ON cycle_policies TO credit_bank_app;
GRANT SELECT, INSERT ON policy_previews TO credit_bank_app;
GRANT UPDATE (effects, counted_at, kept_version) ON policy_previews TO credit_bank_app;

CREATE POLICY make ON cycles FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND closed_at IS NULL);
-- Once, and for good: who sees no closed cycle here opens none.
CREATE POLICY close ON cycles FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND closed_at IS NULL)
  WITH CHECK (city_id = (SELECT actor_city()) AND (closed_by IS NULL OR closed_by = (SELECT actor_account())));
CREATE POLICY keep ON cycle_policies FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND account_id = (SELECT actor_account()));
CREATE POLICY read ON policy_previews FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city');
CREATE POLICY begin ON policy_previews FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND account_id = (SELECT actor_account())
  AND effects IS NULL AND kept_version IS NULL);
CREATE POLICY count ON policy_previews FOR UPDATE TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'city' AND kept_version IS NULL)
  WITH CHECK (city_id = (SELECT actor_city()));

-- What the city reads of the history of its cycles; among all that people do these are few.
CREATE INDEX audit_events_of_cycles ON audit_events (city_id, id DESC) WHERE kind IN ('cycle-made', 'policy-kept', 'cycle-closed');

-- ---------------------------------------------------------------- shapes

-- A year belongs to one cycle; two that are made at once see each other. (A range of one number stands for «equal».)
ALTER TABLE cycles ADD CONSTRAINT cycles_apart
  EXCLUDE USING gist (int4range(city_id, city_id, '[]') WITH &&, int4range(from_year, to_year, '[]') WITH &&);
ALTER TABLE cycles ADD CONSTRAINT cycles_name CHECK (char_length(name) BETWEEN 1 AND 60);

-- One version follows the other, for the years of its cycle.
CREATE FUNCTION check_policy_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + coalesce((SELECT max(p.version) FROM cycle_policies p
      WHERE p.city_id = NEW.city_id AND p.cycle_id = NEW.cycle_id), 0) THEN
    RAISE EXCEPTION 'version % of the policy of cycle % is out of order', NEW.version, NEW.cycle_id USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM cycles c WHERE c.city_id = NEW.city_id AND c.id = NEW.cycle_id
      AND c.from_year = (NEW.policy #>> '{cycle,fromYear}')::integer AND c.to_year = (NEW.policy #>> '{cycle,toYear}')::integer) THEN
    RAISE EXCEPTION 'the policy is of other years than cycle %', NEW.cycle_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER follows BEFORE INSERT ON cycle_policies FOR EACH ROW EXECUTE FUNCTION check_policy_version();

-- ---------------------------------------------------------------- what is closed stays

-- Closing holds the cycle's row alone, so who asks here waits for it and then sees it closed; who asked before is waited for.
CREATE FUNCTION keep_cycle_open(p_city integer, p_cycle integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  closed timestamptz;
BEGIN
  SELECT c.closed_at INTO closed FROM cycles c WHERE c.city_id = p_city AND c.id = p_cycle FOR KEY SHARE;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'cycle % is closed', p_cycle USING ERRCODE = 'CB001';
  END IF;
END;
$$;

-- Said once more in one piece: it is asked for every row of a roster.
CREATE FUNCTION refuse_in_closed_cycle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  closed timestamptz;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT c.closed_at INTO closed FROM cycles c WHERE c.city_id = NEW.city_id AND c.id = NEW.cycle_id FOR KEY SHARE;
  ELSE
    SELECT c.closed_at INTO closed FROM cycles c WHERE c.city_id = OLD.city_id AND c.id = OLD.cycle_id FOR KEY SHARE;
    IF TG_OP = 'UPDATE' AND NEW.cycle_id <> OLD.cycle_id THEN
      PERFORM keep_cycle_open(NEW.city_id, NEW.cycle_id);
    END IF;
  END IF;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'the cycle of this row of % is closed', TG_TABLE_NAME USING ERRCODE = 'CB001';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END;
$$;
-- The same by the round.
CREATE FUNCTION refuse_in_closed_round() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  present record;
BEGIN
  IF TG_OP = 'DELETE' THEN
    present := OLD;
  ELSE
    present := NEW;
  END IF;
  PERFORM keep_cycle_open(r.city_id, r.cycle_id) FROM registration_rounds r
    WHERE r.city_id = present.city_id AND r.id = present.round_id;
  RETURN present;
END;
$$;

CREATE TRIGGER a_open_cycle BEFORE INSERT OR DELETE OR UPDATE OF status, version, teacher_id, year, credits_tenths, cycle_id
  ON credit_entries FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_cycle();
-- A posting moves the head that its balance holds: what is refused here is refused there.
CREATE TRIGGER a_open_cycle BEFORE INSERT OR UPDATE OR DELETE ON balances FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_cycle();
CREATE TRIGGER a_open_cycle BEFORE INSERT ON cycle_policies FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_cycle();
CREATE TRIGGER a_open_cycle BEFORE INSERT OR UPDATE OR DELETE ON projects FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_cycle();
CREATE TRIGGER a_open_cycle BEFORE INSERT OR UPDATE OR DELETE ON registration_rounds FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_cycle();
CREATE TRIGGER a_open_cycle BEFORE INSERT OR UPDATE OR DELETE ON round_deadlines FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_round();
CREATE TRIGGER a_open_cycle BEFORE INSERT ON round_reopenings FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_round();
CREATE TRIGGER a_open_cycle BEFORE INSERT OR UPDATE OR DELETE ON summary_tables FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_round();

-- Nor is a closed cycle opened again, or given other years, by anybody.
CREATE FUNCTION refuse_closed_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'cycle % is closed', OLD.id USING ERRCODE = 'CB001';
END;
$$;
CREATE TRIGGER closed BEFORE UPDATE OR DELETE ON cycles FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL)
  EXECUTE FUNCTION refuse_closed_cycle();

REVOKE EXECUTE ON FUNCTION check_policy_version(), keep_cycle_open(integer, integer), refuse_in_closed_cycle(), refuse_in_closed_round(),
  refuse_closed_cycle() FROM PUBLIC;
