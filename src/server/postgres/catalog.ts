import type pg from "pg";

/**
 * One line for each thing in the database that Prisma's engine does not compare, readable as it stands. Owners are
 * written as roles of the database, not by name, so that a server whose owner has another name compares equal. The queue's
 * schema is left out: its own migrations make it.
 */
const CATALOG = `
  with schemas as (
    select oid, nspname, nspowner, nspacl from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'graphile_worker')
  ), relations as (
    select c.oid, c.relname, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
      s.nspname || '.' || c.relname as name
    from pg_class c join schemas s on s.oid = c.relnamespace
    where c.relname !~ '^_prisma_migrations'
  ), routines as (
    select p.oid, p.proowner, p.proacl, s.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name
    from pg_proc p join schemas s on s.oid = p.pronamespace
    where p.prokind in ('f', 'p')
  ), grants as (
    select 'table ' || name as object, relowner as owner, coalesce(relacl, acldefault('r', relowner)) as acl
      from relations where relkind in ('r', 'p', 'v', 'm')
    union all select 'sequence ' || name, relowner, coalesce(relacl, acldefault('s', relowner)) from relations where relkind = 'S'
    union all select 'column ' || r.name || '.' || a.attname, r.relowner, a.attacl
      from relations r join pg_attribute a on a.attrelid = r.oid where a.attacl is not null and not a.attisdropped
    union all select 'function ' || name, proowner, coalesce(proacl, acldefault('f', proowner)) from routines
    union all select 'schema ' || nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) from schemas
    union all select 'type ' || s.nspname || '.' || t.typname, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
      from pg_type t join schemas s on s.oid = t.typnamespace where t.typtype in ('e', 'd')
    union all select 'default for ' || d.defaclobjtype::text, d.defaclrole, d.defaclacl from pg_default_acl d
  )
  select 'constraint ' || r.name || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    || case when k.conenforced then '' else ' not enforced' end as line
    from pg_constraint k join relations r on r.oid = k.conrelid
  union all select 'column ' || r.name || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attnotnull then ' not null' else '' end || case a.attidentity when '' then '' else ' identity' end
    || case a.attgenerated when '' then ' default ' else ' generated ' end || coalesce(pg_get_expr(e.adbin, e.adrelid), 'none')
    from relations r join pg_attribute a on a.attrelid = r.oid left join pg_attrdef e on e.adrelid = r.oid and e.adnum = a.attnum
    where r.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  union all select 'index ' || pg_get_indexdef(r.oid) from relations r where r.relkind in ('i', 'I')
  union all select 'trigger ' || pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then '' else ' mode ' || t.tgenabled::text end
    from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal
  union all select 'event trigger ' || evtname || ' ' || evtevent || ' ' || evtfoid::regproc from pg_event_trigger
  union all select 'rule ' || r.name || ' ' || pg_get_ruledef(w.oid) from pg_rewrite w join relations r on r.oid = w.ev_class
  union all select 'function ' || pg_get_functiondef(oid) from routines
  union all select 'policy ' || schemaname || '.' || tablename || ' ' || policyname || ' ' || permissive || ' for ' || cmd || ' to '
    || array_to_string(roles, ', ') || ' using (' || coalesce(qual, '') || ') with check (' || coalesce(with_check, '') || ')'
    from pg_policies where tablename !~ '^_prisma_migrations' and schemaname <> 'graphile_worker'
  union all select 'relation ' || name || ' kind ' || relkind::text || ' row security ' || relrowsecurity || ', forced ' || relforcerowsecurity
    || ' options ' || coalesce(array_to_string(reloptions, ', '), 'none')
    || case when relowner = (select datdba from pg_database where datname = current_database()) then '' else ' of a foreign owner' end
    from relations where relkind <> 'S' and relkind not in ('i', 'I')
  union all select 'extension ' || extname from pg_extension
  union all select 'grant ' || acl.privilege_type || ' on ' || g.object || ' to '
    || case when acl.grantee = 0 then 'everyone' when acl.grantee = g.owner then 'its owner' else pg_get_userbyid(acl.grantee) end
    || case when acl.is_grantable then ' with grant option' else '' end
    from grants g cross join lateral aclexplode(g.acl) acl`;

export type CatalogDifference = {
  /** what the migrations make and the database lacks */
  missing: string[];
  /** what the database has and no migration makes */
  extra: string[];
};

/** The catalog of the database that `client` is connected to. */
export async function catalogOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(CATALOG);
  return rows.map((row) => row.line).sort();
}

/** Compares two catalogs line by line. */
export function catalogDifference(expected: string[], found: string[]): CatalogDifference {
  const [inExpected, inFound] = [new Set(expected), new Set(found)];
  return {
    missing: expected.filter((line) => !inFound.has(line)),
    extra: found.filter((line) => !inExpected.has(line)),
  };
}
