-- Who objects while the cycle is being closed waits for it and sees it closed; who objected before is waited for, and counted.
CREATE FUNCTION refuse_objection_in_closed_cycle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM keep_cycle_open(e.city_id, e.cycle_id) FROM credit_entries e WHERE e.city_id = NEW.city_id AND e.id = NEW.entry_id;
  RETURN NEW;
END;
$$;
REVOKE EXECUTE ON FUNCTION refuse_objection_in_closed_cycle() FROM PUBLIC;
CREATE TRIGGER a_open_cycle BEFORE INSERT ON objections FOR EACH ROW EXECUTE FUNCTION refuse_objection_in_closed_cycle();
