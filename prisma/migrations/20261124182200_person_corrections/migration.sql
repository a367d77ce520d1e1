-- Corrections of a person's name or document: asked by the school with a scan, answered once by its superior, and only then applied.

-- ---------------------------------------------------------------- who reads, asks and answers

GRANT SELECT, INSERT ON person_corrections TO credit_bank_app;
GRANT UPDATE (status, answered_by, answered_at, note) ON person_corrections TO credit_bank_app;

-- Where it was asked, who decides it, and where the teacher works now.
CREATE POLICY read ON person_corrections FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county()) OR teacher_is_here(city_id, teacher_id)
    WHEN 'school' THEN school_id = (SELECT actor_school()) OR teacher_is_here(city_id, teacher_id)
    ELSE false END);
CREATE POLICY ask ON person_corrections FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'school' AND school_id = (SELECT actor_school())
  AND asked_by = (SELECT actor_account()) AND status = 'asked'
  AND EXISTS (SELECT 1 FROM teachers t WHERE t.city_id = person_corrections.city_id AND t.id = person_corrections.teacher_id
    AND t.school_id = person_corrections.school_id AND t.county_id IS NOT DISTINCT FROM person_corrections.county_id
    AND t.merged_into_id IS NULL)
  AND EXISTS (SELECT 1 FROM organisations h WHERE h.city_id = person_corrections.city_id AND h.id = person_corrections.holder_id
    AND CASE WHEN person_corrections.county_id IS NULL THEN h.kind = 'city' ELSE h.id = person_corrections.county_id END));
-- The superior answers; the school takes back what isn't answered yet.
CREATE POLICY answer ON person_corrections FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN holder_id = (SELECT actor_organisation())
    WHEN 'county' THEN holder_id = (SELECT actor_organisation())
    WHEN 'school' THEN school_id = (SELECT actor_school())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND answered_by = (SELECT actor_account()) AND CASE (SELECT actor_role())
    WHEN 'school' THEN status = 'withdrawn'
    ELSE status IN ('accepted', 'declined') END);

-- Answered once, never by whoever asked or whom it is about; what was asked never changes.
CREATE FUNCTION check_correction_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.status <> 'asked' OR (NEW.id, NEW.teacher_id, NEW.kind, NEW.before, NEW.after, NEW.school_id, NEW.county_id, NEW.holder_id,
      NEW.asked_by, NEW.asked_at, NEW.reason) IS DISTINCT FROM (OLD.id, OLD.teacher_id, OLD.kind, OLD.before, OLD.after, OLD.school_id,
      OLD.county_id, OLD.holder_id, OLD.asked_by, OLD.asked_at, OLD.reason) THEN
    RAISE EXCEPTION 'correction % stays as it is', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.status = 'declined' AND NEW.note IS NULL THEN
    RAISE EXCEPTION 'correction % is declined without a word', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status IN ('accepted', 'declined') AND (NEW.answered_by = OLD.asked_by OR EXISTS (SELECT 1 FROM accounts a
      WHERE a.city_id = NEW.city_id AND a.id = NEW.answered_by AND a.teacher_id = NEW.teacher_id)) THEN
    RAISE EXCEPTION 'correction % is for somebody else to decide', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER stays BEFORE UPDATE ON person_corrections FOR EACH ROW EXECUTE FUNCTION check_correction_step();
CREATE TRIGGER append_only_delete BEFORE DELETE ON person_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON person_corrections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- what accepting does

-- Has somebody else this document? A record that was merged into this teacher's is nobody else's.
CREATE FUNCTION identity_is_taken(p_city integer, p_teacher integer, p_kind identity_kind, p_hash bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM teachers t WHERE t.city_id = p_city AND t.identity_kind = p_kind AND t.identity_hash = p_hash
    AND t.id <> p_teacher AND t.merged_into_id IS DISTINCT FROM p_teacher)
    AND p_city = actor_city() AND actor_role() IN ('school', 'county', 'city')
$$;

-- Writes what was accepted, in the transaction that accepted it and by whom it was. The number of a record that was merged into this
-- one changes places with the present one, so that both still find the person.
CREATE FUNCTION apply_correction(p_city integer, p_correction uuid, p_name text, p_pinyin text, p_initials text,
  p_kind identity_kind, p_cipher bytea, p_hash bytea, p_tail text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  about record;
  former record;
  other integer;
BEGIN
  SELECT c.teacher_id, c.kind INTO about FROM person_corrections c
    WHERE c.city_id = p_city AND c.id = p_correction AND p_city = actor_city() AND c.status = 'accepted'
      AND c.answered_by = actor_account() AND c.holder_id = actor_organisation() AND actor_role() IN ('county', 'city')
      AND c.xmin = pg_current_xact_id()::xid;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'correction % is not accepted just now', p_correction USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT t.identity_kind, t.identity_cipher, t.identity_hash, t.identity_tail INTO former FROM teachers t
    WHERE t.city_id = p_city AND t.id = about.teacher_id AND t.merged_into_id IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the record of correction % was merged', p_correction USING ERRCODE = 'restrict_violation';
  END IF;
  IF about.kind = 'name' THEN
    UPDATE teachers SET name = p_name, pinyin = p_pinyin, pinyin_initials = p_initials
      WHERE city_id = p_city AND id = about.teacher_id;
    UPDATE accounts SET display_name = p_name WHERE city_id = p_city AND teacher_id = about.teacher_id;
  ELSE
    UPDATE teachers SET identity_hash = sha256(p_correction::text::bytea)
      WHERE city_id = p_city AND merged_into_id = about.teacher_id AND identity_kind = p_kind AND identity_hash = p_hash
      RETURNING id INTO other;
    UPDATE teachers SET identity_kind = p_kind, identity_cipher = p_cipher, identity_hash = p_hash, identity_tail = p_tail
      WHERE city_id = p_city AND id = about.teacher_id;
    UPDATE teachers SET identity_kind = former.identity_kind, identity_cipher = former.identity_cipher,
        identity_hash = former.identity_hash, identity_tail = former.identity_tail
      WHERE city_id = p_city AND id = other;
  END IF;
END;
$$;

-- ---------------------------------------------------------------- the scans

-- Seen by those who see the correction, and by nobody else once it is asked; nothing is added to or taken from them then.
CREATE FUNCTION correction_is_asked(p_city integer, p_claim uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM person_corrections c WHERE c.city_id = p_city AND c.id = p_claim)
$$;
CREATE POLICY seen_with_correction ON evidence_files FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND kind = 'identity_proof'
  AND EXISTS (SELECT 1 FROM person_corrections c WHERE c.city_id = evidence_files.city_id AND c.id = evidence_files.claim_id));
CREATE POLICY within_correction ON evidence_files AS RESTRICTIVE FOR SELECT TO credit_bank_app USING (
  kind <> 'identity_proof' OR NOT correction_is_asked(city_id, claim_id)
  OR EXISTS (SELECT 1 FROM person_corrections c WHERE c.city_id = evidence_files.city_id AND c.id = evidence_files.claim_id));
CREATE POLICY before_correction ON evidence_files AS RESTRICTIVE FOR INSERT TO credit_bank_app WITH CHECK (
  NOT correction_is_asked(city_id, claim_id));
CREATE POLICY kept_with_correction ON evidence_files AS RESTRICTIVE FOR DELETE TO credit_bank_app USING (
  NOT correction_is_asked(city_id, claim_id));

REVOKE EXECUTE ON FUNCTION check_correction_step(), identity_is_taken(integer, integer, identity_kind, bytea),
  apply_correction(integer, uuid, text, text, text, identity_kind, bytea, bytea, text), correction_is_asked(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_is_taken(integer, integer, identity_kind, bytea),
  apply_correction(integer, uuid, text, text, text, identity_kind, bytea, bytea, text), correction_is_asked(integer, uuid) TO credit_bank_app;
