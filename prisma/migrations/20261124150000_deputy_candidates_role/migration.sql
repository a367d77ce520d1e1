-- Whom the actor may name a deputy, as before, with the role in which the person is told.
DROP POLICY name ON deputies;
DROP FUNCTION deputy_candidates();
CREATE FUNCTION deputy_candidates()
RETURNS TABLE (account_id integer, display_name text, organisation_name text, role role)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (a.id) a.id, a.display_name, o.name, r.role
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
  ORDER BY a.id, r.role, o.id
$$;
REVOKE EXECUTE ON FUNCTION deputy_candidates() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deputy_candidates() TO credit_bank_app;
-- An officer names a deputy for the own role, which is held and not itself a deputy's.
CREATE POLICY name ON deputies FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND absent_account_id = (SELECT actor_account()) AND role = (SELECT actor_role())
  AND organisation_id = (SELECT actor_organisation()) AND ended_at IS NULL
  AND EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = deputies.city_id AND r.account_id = deputies.absent_account_id
    AND r.role = deputies.role AND r.organisation_id = deputies.organisation_id)
  AND deputy_account_id IN (SELECT c.account_id FROM deputy_candidates() c));
