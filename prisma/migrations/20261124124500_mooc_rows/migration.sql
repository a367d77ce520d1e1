-- A table of MOOCs belongs to the school and not to whoever brought it: its colleagues see the scans of its rows, and mend them.

CREATE INDEX import_rows_entry ON import_rows (city_id, entry_id) WHERE entry_id IS NOT NULL;

-- Is the claim a row of a table of the actor's place, and are its scans that place's own? An id that somebody writes into a row
-- is no key to scans that others brought.
CREATE FUNCTION claim_is_own_row(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p_city = actor_city() AND EXISTS (
    SELECT 1 FROM import_rows r JOIN imports i ON i.city_id = r.city_id AND i.id = r.import_id
    WHERE r.city_id = p_city AND r.entry_id = p_claim AND i.kind = 'mooc' AND i.organisation_id = actor_organisation()
      AND i.role = actor_role() AND NOT EXISTS (
        SELECT 1 FROM evidence_files f WHERE f.city_id = p_city AND f.claim_id = p_claim AND f.uploaded_by <> i.account_id
          AND NOT EXISTS (SELECT 1 FROM account_roles a WHERE a.city_id = f.city_id AND a.account_id = f.uploaded_by
            AND a.role = i.role AND a.organisation_id = i.organisation_id)))
$$;
REVOKE EXECUTE ON FUNCTION claim_is_own_row(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_is_own_row(integer, uuid) TO credit_bank_app;

CREATE POLICY of_own_row ON evidence_files FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'school' AND claim_is_own_row(city_id, claim_id));

-- As before, and: of a row of a table any administrator of the school that brought it.
CREATE OR REPLACE FUNCTION claim_is_open(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entry record;
  project record;
BEGIN
  SELECT status, registered_by_account_id, registered_by_role, school_id INTO entry
    FROM credit_entries WHERE city_id = p_city AND id = p_claim;
  IF FOUND THEN
    RETURN entry.status = 'returned' AND (entry.registered_by_account_id = actor_account()
      OR (entry.registered_by_role = 'school' AND entry.school_id = actor_school()));
  END IF;
  SELECT status, host_id INTO project FROM projects WHERE city_id = p_city AND id = p_claim;
  IF FOUND THEN
    RETURN project.status IN ('draft', 'filed', 'returned') AND project.host_id = actor_organisation();
  END IF;
  IF EXISTS (SELECT 1 FROM missing_reports WHERE city_id = p_city AND id = p_claim) THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (SELECT 1 FROM evidence_files f
      WHERE f.city_id = p_city AND f.claim_id = p_claim AND f.uploaded_by <> actor_account())
    OR claim_is_own_row(p_city, p_claim);
END;
$$;
