-- Missing-training reports (N3.1): what waits for an answer waits once, and whoever answers knows whose it is.

CREATE UNIQUE INDEX missing_reports_once ON missing_reports (city_id, teacher_id, project_id)
  WHERE status = 'open' AND project_id IS NOT NULL;

-- A teacher is known, too, where a report was sent: people report what they attended before they moved.
CREATE OR REPLACE FUNCTION teacher_submitted_here(p_city integer, p_teacher integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = p_city AND e.teacher_id = p_teacher
    AND (e.school_id = actor_school() OR e.county_id = actor_county() OR e.host_id = actor_organisation()))
  OR EXISTS (SELECT 1 FROM missing_reports r WHERE r.city_id = p_city AND r.teacher_id = p_teacher
    AND r.host_id = actor_organisation())
$$;

-- A teacher's own place is the school, which may be a host: what colleagues reported to it is not for the teacher.
DROP POLICY read ON missing_reports;
CREATE POLICY read ON missing_reports FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county()) OR host_id = (SELECT actor_organisation())
    WHEN 'school' THEN school_id = (SELECT actor_school()) OR host_id = (SELECT actor_organisation())
    WHEN 'host' THEN host_id = (SELECT actor_organisation())
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    ELSE false END);
