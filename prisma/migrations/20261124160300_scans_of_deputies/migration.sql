-- Whoever held a role for some days keeps nothing of it: scans that were brought in it belong to the place, with the claim.

-- As before, but what a school registered is the school's to mend, and not whoever's of it did so; of others, in the same role.
CREATE OR REPLACE FUNCTION claim_is_open(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entry record;
  project record;
BEGIN
  SELECT status, registered_by_account_id, registered_by_role, school_id INTO entry
    FROM credit_entries WHERE city_id = p_city AND id = p_claim;
  IF FOUND THEN
    RETURN entry.status = 'returned' AND CASE entry.registered_by_role
      WHEN 'school' THEN entry.school_id = actor_school()
      ELSE entry.registered_by_account_id = actor_account() AND entry.registered_by_role = actor_role() END;
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

-- As before, and: a deputy of those days brought them for the place.
CREATE OR REPLACE FUNCTION claim_is_own_row(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p_city = actor_city() AND EXISTS (
    SELECT 1 FROM import_rows r JOIN imports i ON i.city_id = r.city_id AND i.id = r.import_id
    WHERE r.city_id = p_city AND r.entry_id = p_claim AND i.kind = 'mooc' AND i.organisation_id = actor_organisation()
      AND i.role = actor_role() AND NOT EXISTS (
        SELECT 1 FROM evidence_files f WHERE f.city_id = p_city AND f.claim_id = p_claim AND f.uploaded_by <> i.account_id
          AND NOT EXISTS (SELECT 1 FROM account_roles a WHERE a.city_id = f.city_id AND a.account_id = f.uploaded_by
            AND a.role = i.role AND a.organisation_id = i.organisation_id)
          AND NOT EXISTS (SELECT 1 FROM deputies d WHERE d.city_id = f.city_id AND d.deputy_account_id = f.uploaded_by
            AND d.role = i.role AND d.organisation_id = i.organisation_id
            AND (f.uploaded_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN d.from_day AND d.to_day
            AND f.uploaded_at <= coalesce(d.ended_at, f.uploaded_at))))
$$;

-- Is the claim's form accepted? Then its scans are seen with it, and not by whoever once brought them.
CREATE FUNCTION claim_is_filed(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM credit_entries WHERE city_id = p_city AND id = p_claim)
    OR EXISTS (SELECT 1 FROM projects WHERE city_id = p_city AND id = p_claim)
    OR EXISTS (SELECT 1 FROM missing_reports WHERE city_id = p_city AND id = p_claim)
$$;
REVOKE EXECUTE ON FUNCTION claim_is_filed(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_is_filed(integer, uuid) TO credit_bank_app;
ALTER POLICY read ON evidence_files USING (
  city_id = (SELECT actor_city()) AND ((uploaded_by = (SELECT actor_account()) AND NOT claim_is_filed(city_id, claim_id))
    OR EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = evidence_files.city_id AND e.id = evidence_files.claim_id)
    OR project_is_mine(city_id, claim_id)
    OR EXISTS (SELECT 1 FROM missing_reports r WHERE r.city_id = evidence_files.city_id AND r.id = evidence_files.claim_id)));
