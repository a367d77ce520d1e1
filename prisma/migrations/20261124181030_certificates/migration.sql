-- Certificates: who sees that there is one, who gets the document, what revokes it, and what a stranger learns by its code.

-- ---------------------------------------------------------------- who sees and writes what

-- That there is one, its number and whether it is valid. What it says, its code included, is given by certificate_document alone.
GRANT SELECT (city_id, id, teacher_id, cycle_id, number, key_id, head_seq, issued_at, revoked_at, revoked_by, revocation, note)
  ON certificates TO credit_bank_app;
GRANT INSERT ON certificates TO credit_bank_app;
GRANT UPDATE (revoked_at, revoked_by, revocation, note) ON certificates TO credit_bank_app;

CREATE POLICY read ON certificates FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN teacher_is_here(city_id, teacher_id)
    WHEN 'school' THEN teacher_is_here(city_id, teacher_id)
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    ELSE false END);
-- A teacher's own, for the ledger as it stands now.
CREATE POLICY issue ON certificates FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'teacher' AND teacher_id = (SELECT actor_teacher())
  AND revoked_at IS NULL AND EXISTS (SELECT 1 FROM balances b WHERE b.city_id = certificates.city_id
    AND b.teacher_id = certificates.teacher_id AND b.cycle_id = certificates.cycle_id AND b.head_seq = certificates.head_seq));
-- The city takes one back; the teacher gives the old one up for a new one.
CREATE POLICY revoke ON certificates FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND revoked_at IS NULL AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND revoked_by = (SELECT actor_account()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN revocation = 'by-the-city'
    WHEN 'teacher' THEN revocation = 'reissued' AND teacher_id = (SELECT actor_teacher())
    ELSE false END);

-- What was signed, for the teacher whose it is, and for the city.
CREATE FUNCTION certificate_document(p_id uuid) RETURNS TABLE (sealed bytea, signature bytea, key_id text, status_index integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.sealed, c.signature, c.key_id, c.status_index FROM certificates c
  WHERE c.city_id = actor_city() AND c.id = p_id
    AND (actor_role() = 'city' OR (actor_role() = 'teacher' AND c.teacher_id = actor_teacher()))
$$;

-- ---------------------------------------------------------------- issuing

-- Holds the teacher's own balance until the transaction ends, so that nothing is posted or reversed meanwhile.
CREATE FUNCTION hold_own_balance(p_cycle integer) RETURNS TABLE (head_seq integer, head_hash bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT b.head_seq, b.head_hash FROM balances b
  WHERE b.city_id = actor_city() AND b.teacher_id = actor_teacher() AND b.cycle_id = p_cycle AND actor_role() = 'teacher' FOR UPDATE
$$;

-- The next number of a cycle, and a free place in the list of revocations, drawn among all so that it tells nothing. The list is
-- one for all cities; so is the lock, which makes two that are issued together see each other.
CREATE FUNCTION draw_certificate_place(p_cycle integer, p_places integer) RETURNS TABLE (serial integer, place integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  drawn integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('certificates'));
  LOOP
    drawn := floor(random() * p_places)::integer;
    EXIT WHEN NOT EXISTS (SELECT 1 FROM certificates c WHERE c.status_index = drawn);
  END LOOP;
  RETURN QUERY SELECT count(*)::integer + 1, drawn FROM certificates c WHERE c.city_id = actor_city() AND c.cycle_id = p_cycle;
END;
$$;
DROP INDEX "certificates_city_id_status_index_key";
CREATE UNIQUE INDEX "certificates_status_index_key" ON "certificates"("status_index");

-- ---------------------------------------------------------------- what revokes

-- A certificate attests the ledger up to its last posting. Whatever takes a credit of it back, a revocation, a recall, a
-- correction of hours, takes the certificate back in the same statement: no use case can forget it.
CREATE FUNCTION revoke_with_reversal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE certificates c SET revoked_at = r.at, revoked_by = actor_account(), revocation = 'credit-reversed'
  FROM (SELECT p.city_id, p.teacher_id, p.cycle_id, max(p.posted_at) AS at FROM written p
    WHERE p.reverses_seq IS NOT NULL GROUP BY p.city_id, p.teacher_id, p.cycle_id) r
  WHERE c.city_id = r.city_id AND c.teacher_id = r.teacher_id AND c.cycle_id = r.cycle_id AND c.revoked_at IS NULL;
  RETURN NULL;
END;
$$;
CREATE TRIGGER revoke_certificates AFTER INSERT ON ledger_postings
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION revoke_with_reversal();

-- What was issued stays as it was; what was revoked stays revoked.
CREATE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL OR (OLD.id, OLD.teacher_id, OLD.cycle_id, OLD.number, OLD.code_hash, OLD.sealed, OLD.signature, OLD.key_id,
    OLD.status_index, OLD.head_seq, OLD.issued_at) IS DISTINCT FROM (NEW.id, NEW.teacher_id, NEW.cycle_id, NEW.number, NEW.code_hash,
    NEW.sealed, NEW.signature, NEW.key_id, NEW.status_index, NEW.head_seq, NEW.issued_at) THEN
    RAISE EXCEPTION 'a certificate is revoked once, and nothing else of it changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER keep_certificate BEFORE UPDATE ON certificates FOR EACH ROW EXECUTE FUNCTION keep_certificate();
CREATE TRIGGER append_only_delete BEFORE DELETE ON certificates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON certificates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- for anyone

-- Who has the code has the certificate before them; by anything else there is no asking.
CREATE FUNCTION verify_certificate(p_code_hash bytea)
RETURNS TABLE (sealed bytea, signature bytea, key_id text, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.sealed, c.signature, c.key_id, c.revoked_at FROM certificates c WHERE c.code_hash = p_code_hash
$$;

-- The places of what is revoked, and of nothing else.
CREATE FUNCTION revoked_certificate_places() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.status_index FROM certificates c WHERE c.revoked_at IS NOT NULL
$$;

REVOKE EXECUTE ON FUNCTION certificate_document(uuid), hold_own_balance(integer), draw_certificate_place(integer, integer),
  revoke_with_reversal(), keep_certificate(), verify_certificate(bytea), revoked_certificate_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificate_document(uuid), hold_own_balance(integer), draw_certificate_place(integer, integer),
  verify_certificate(bytea), revoked_certificate_places() TO credit_bank_app;
