"""The step of the schema by which what a seat's account writes is checked to be a document, and the audit trail to be true.

Whoever holds everything reads what seats write: one document that is none would keep all others from the community.
"""

from __future__ import annotations

from typing import Final

# `jsonb` refuses what `json` takes and the program does not: half of a surrogate pair, U+0000.
SEAT_WRITES: Final = """
-- A document as a seat may write it: an object, of no more levels than a record has. Fails for what is no JSON.
create function xingfu.is_document(body text) returns boolean language sql immutable
set search_path = pg_catalog, pg_temp as $$
    select jsonb_typeof(body::jsonb) = 'object' and not jsonb_path_exists(body::jsonb, '$.**{24}')
$$;
-- The document `before` with a change as commits have it (table, id, fields before, fields after, ends of lists); null for one that
-- is deleted. Fails where the change does not say what was there.
create function xingfu.changed(before jsonb, change jsonb) returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $$
declare
    was constant jsonb := nullif(change -> 2, 'null');
    now_ constant jsonb := nullif(change -> 3, 'null');
    after jsonb;
    field text;
    ending jsonb;
    items jsonb;
    kept jsonb;
begin
    if was is null then
        if before is not null or now_ is null or jsonb_array_length(change) <> 4 then
            raise insufficient_privilege;
        end if;
        return now_;
    end if;
    if before is null or exists (select from jsonb_each(was) w where before -> w.key is distinct from w.value) then
        raise insufficient_privilege;
    end if;
    if now_ is null then
        if was <> before then
            raise insufficient_privilege;
        end if;
        return null;
    end if;
    if exists (select from jsonb_object_keys(now_) n where before ? n and not was ? n) then
        raise insufficient_privilege;
    end if;
    after := (before - array(select w.key from jsonb_each(was) w where not now_ ? w.key)) || now_;
    for field, ending in select * from jsonb_each(coalesce(change -> 4, '{}')) loop
        items := before -> field;
        if was ? field or now_ ? field or jsonb_typeof(items) is distinct from 'array' or jsonb_array_length(ending) <> 3 then
            raise insufficient_privilege;
        end if;
        select coalesce(jsonb_agg(i.value order by i.ordinality) filter (where i.ordinality <= (ending -> 0)::int), '[]'),
            coalesce(jsonb_agg(i.value order by i.ordinality) filter (where i.ordinality > (ending -> 0)::int), '[]')
            into kept, items from jsonb_array_elements(items) with ordinality i;
        if items <> ending -> 1 or jsonb_typeof(ending -> 2) <> 'array' then
            raise insufficient_privilege;
        end if;
        after := after || jsonb_build_object(field, kept || (ending -> 2));
    end loop;
    return after;
end $$;
-- As before, and each document is one, is what the commit says, and has an id not far beyond those that were given.
create or replace function xingfu.commit_as(
    c text, k text, expected bigint, at_ text, person_ text, seat_ text, action_ text, about_ text, changes_ text,
    names text[], ids text[], bodies text[], next_names text[], next_ids bigint[], masked_ text[]
) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
    told constant jsonb := changes_;
    one record;
begin
    if p = 'recorder' then
        masked_ := null;  -- it does not know the names of those that it may not see: whoever holds everything masks
    end if;
    perform at_::timestamptz;
    if not xingfu.is_document(about_) or jsonb_typeof(told) is distinct from 'array' or not exists (
        select from xingfu.members m where m.community = c and m.role = session_user::text and m.seat = seat_
    ) or jsonb_array_length(told) <> cardinality(names) or cardinality(names) <> (
        select count(distinct (g.name, g.id)) from unnest(names, ids) as g(name, id)
    ) then
        raise insufficient_privilege;
    end if;
    for one in select g.*, d.body as before, e.value as change, n.next_id, r.adds, r.changes, r.removes
        from unnest(names, ids, bodies, masked_) as g(name, id, body, masked)
        left join xingfu.documents d on d.community = c and d.name = g.name and d.id = g.id
        left join jsonb_array_elements(told) e on e.value ->> 0 = g.name and e.value ->> 1 = g.id
        left join xingfu.numbers n on n.community = c and n.name = g.name
        left join xingfu.rights r on r.part = p and r.name = g.name
    loop
        if not coalesce(
            case when one.body is null then one.removes when one.before is null then one.adds else one.changes end, false
        ) then
            raise insufficient_privilege;
        end if;
        if one.id is null or one.change is null
            or not coalesce(xingfu.is_document(one.body), true) or not coalesce(xingfu.is_document(one.masked), true)
            or xingfu.changed(one.before::jsonb, one.change) is distinct from one.body::jsonb
            or one.body is not null and one.body::jsonb -> 'id' is distinct from to_jsonb(one.id::bigint)
            or one.before is null and (one.id !~ '^[1-9][0-9]{0,15}$' or one.name <> all(next_names)
                or one.id::bigint > coalesce(one.next_id, 1) + 1000) then
            raise insufficient_privilege;
        end if;
    end loop;
    if exists (
        select from unnest(next_names, next_ids) as g(name, next_id) where g.next_id is distinct from (
            select max(a.id::bigint) + 1 from unnest(names, ids) as a(name, id) where a.name = g.name and not exists (
                select from xingfu.documents d where d.community = c and d.name = a.name and d.id = a.id
            )
        )
    ) then
        raise insufficient_privilege;
    end if;
    return xingfu.commit(c, k, expected, at_, person_, seat_, action_, about_, changes_, names, ids, bodies,
        next_names, next_ids, masked_, null);
end $$;
revoke all on function xingfu.changed(jsonb, jsonb), xingfu.is_document(text) from public;
"""
