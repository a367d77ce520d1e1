-- A posting that is chained already moves no head by itself, so that its balance would not refuse it: asked once a statement.
CREATE FUNCTION refuse_postings_in_closed_cycle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM keep_cycle_open(p.city_id, p.cycle_id) FROM (SELECT DISTINCT city_id, cycle_id FROM added) p;
  RETURN NULL;
END;
$$;
REVOKE EXECUTE ON FUNCTION refuse_postings_in_closed_cycle() FROM PUBLIC;
CREATE TRIGGER open_cycle AFTER INSERT ON ledger_postings REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_postings_in_closed_cycle();
