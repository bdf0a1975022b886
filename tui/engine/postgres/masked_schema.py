"""The step of the schema that has the database itself keep what a seat may see: masked documents, seats' accounts, functions.

A seat with an account of its own reads through column grants and row-level security (`accounts.py`), and writes through
the functions here. Each checks by `session_user`, which nobody can change, that the account belongs to the community; a
name within it is looked up in `pg_catalog` alone.
"""

from __future__ import annotations

from typing import Final

_TABLES: Final = """
-- Up to which commit the documents' masked texts are right; null: nobody reads them, and none are kept.
alter table xingfu.communities add column masked bigint;
-- By which rules they were masked.
alter table xingfu.communities add column masked_by text;
-- The document as a viewer may see it, JSON; null: not at all, or not yet.
alter table xingfu.documents add column masked text;
-- The commit as a viewer may see it, JSON; null: not yet (after `communities.masked`), else only by reading all again.
alter table xingfu.commits add column shown text;
-- Which account is which seat of which community.
create table xingfu.members (
    community text not null,
    role text not null,
    seat text not null,
    primary key (community, role)
);
-- What each role of the desk may, of which documents; what is not listed it may not. `counts_from`: of what it does not see it
-- may know the number, from that on.
create table xingfu.rights (
    part text not null,
    name text not null,
    kinds text[] not null,
    sees boolean not null,
    adds boolean not null,
    changes boolean not null,
    removes boolean not null,
    counts_from integer,
    primary key (part, name)
);
"""

# As `xingfu.commit` before, with the masked documents and what viewers are told; null for `shown_`: whoever holds everything masks.
_COMMIT: Final = """
create function xingfu.commit(
    c text, k text, expected bigint, at_ text, person_ text, seat_ text, action_ text, about_ text, changes_ text,
    names text[], ids text[], bodies text[], next_names text[], next_ids bigint[], masked_ text[], shown_ text
) returns bigint language plpgsql as $$
declare
    n bigint;
begin
    update xingfu.communities set seq = seq + 1, masked = case when shown_ is null then masked else seq + 1 end
        where community = c and seq = expected returning seq into n;
    if n is null then
        return null;
    end if;
    insert into xingfu.commits (community, seq, key, at, person, seat, action, about, changes, shown)
        values (c, n, k, at_, person_, seat_, action_, about_, changes_, shown_);
    delete from xingfu.documents d using unnest(names, ids, bodies) as g(name, id, body)
        where d.community = c and d.name = g.name and d.id = g.id and g.body is null;
    insert into xingfu.documents (community, name, id, added, place, changed, body, masked)
        select c, g.name, g.id, n, g.place, n, g.body, g.masked
        from unnest(names, ids, bodies, masked_) with ordinality as g(name, id, body, masked, place)
        where g.body is not null
        on conflict (community, name, id) do update set body = excluded.body, changed = excluded.changed,
        masked = case when shown_ is null then xingfu.documents.masked else excluded.masked end;
    insert into xingfu.numbers (community, name, next_id)
        select c, g.name, g.next_id from unnest(next_names, next_ids) as g(name, next_id)
        on conflict (community, name) do update set next_id = greatest(xingfu.numbers.next_id, excluded.next_id);
    return n;
end $$;
-- Keeps masked documents, and what viewers are told of commits; everything up to commit n, which is the last, is masked then.
create function xingfu.mask(
    c text, n bigint, names text[], ids text[], masked_ text[], numbers bigint[], told text[]
) returns boolean language plpgsql as $$
begin
    update xingfu.communities set masked = n where community = c and seq = n;
    if not found then
        return false;
    end if;
    update xingfu.documents d set masked = g.masked from unnest(names, ids, masked_) as g(name, id, masked)
        where d.community = c and d.name = g.name and d.id = g.id;
    update xingfu.commits k set shown = g.shown from unnest(numbers, told) as g(seq, shown)
        where k.community = c and k.seq = g.seq;
    return true;
end $$;
"""

_SEATS: Final = """
-- The role of this session's account: that of the group that it is in, the least if somebody put it into several; empty
-- for an account that is no seat's: who made the groups is in them, too, where the server has it so.
create function xingfu.part() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce((
        select substr(g.rolname::text, 8) from pg_auth_members m
        join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
        where u.rolname = session_user
        and exists (select from xingfu.members s where s.role = session_user::text)
        and g.rolname in ('xingfu_overseer', 'xingfu_viewer', 'xingfu_recorder', 'xingfu_staff')
        order by array_position(array['xingfu_overseer', 'xingfu_viewer', 'xingfu_recorder'], g.rolname::text) limit 1
    ), '') $$;
-- The role of this session's account, which has to belong to the community.
create function xingfu.part_at(c text) returns text language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from xingfu.members m where m.community = c and m.role = session_user::text) then
        raise insufficient_privilege;
    end if;
    return xingfu.part();
end $$;
create function xingfu.hold(c text) returns table (number bigint, store text, upto bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform xingfu.part_at(c);
    return query select h.seq, h.identity, h.masked from xingfu.communities h where h.community = c for update;
end $$;
create function xingfu.kept(c text, k text) returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform xingfu.part_at(c);
    return query select h.seq from xingfu.commits h where h.community = c and h.key = k;
end $$;
-- The number of documents that the role does not see and may know the number of.
create function xingfu.unseen(c text) returns table (title text, number bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
begin
    return query select r.name, count(*) from xingfu.rights r
        join xingfu.documents d on d.community = c and d.name = r.name
        where r.part = p and not r.sees and r.counts_from is not null
        group by r.name, r.counts_from having count(*) >= r.counts_from;
end $$;
-- Commits after one, or before it, with what they do to documents that the role sees; of others the number and time.
create function xingfu.trail(c text, from_ bigint, newest boolean, old boolean, most integer) returns table (
    number bigint, at_ text, person_ text, seat_ text, action_ text, about_ text, changes_ text, archived_ boolean, whole boolean
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
begin
    if p <> 'recorder' then
        raise insufficient_privilege;
    end if;
    return query select k.seq, k.at,
        case when seen.any then k.person else '' end, case when seen.any then k.seat else '' end,
        case when seen.any then k.action else '' end, case when seen.any then k.about else '{}' end,
        '[' || seen.kept || ']', k.archived, seen.all
        from (
            select * from xingfu.commits h where h.community = c and (old or not h.archived)
            and h.seq > case when newest then -1 else from_ end and (not newest or h.seq < from_)
            order by case when newest then -h.seq else h.seq end limit most
        ) k
        cross join lateral (
            select coalesce(string_agg(e.value::text, ',' order by e.ordinality) filter (where r.sees), '') as kept,
            count(*) = 0 or bool_or(coalesce(r.sees, false)) as any,
            coalesce(bool_and(coalesce(r.sees, false)), true) as all
            from json_array_elements(k.changes::json) with ordinality e
            left join xingfu.rights r on r.part = p and r.name = e.value ->> 0
        ) seen
        order by case when newest then -k.seq else k.seq end;
end $$;
-- A commit by a seat: only what its role may write, and under its own name.
create function xingfu.commit_as(
    c text, k text, expected bigint, at_ text, person_ text, seat_ text, action_ text, about_ text, changes_ text,
    names text[], ids text[], bodies text[], next_names text[], next_ids bigint[], masked_ text[]
) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
begin
    if p = 'recorder' then
        masked_ := null;  -- it does not know the names of those that it may not see: whoever holds everything masks
    end if;
    -- What is no JSON fails here.
    perform count(g.body::json), count(g.masked::json) from unnest(bodies, masked_) as g(body, masked);
    perform about_::json;
    if not exists (
        select from xingfu.members m where m.community = c and m.role = session_user::text and m.seat = seat_
    ) or exists (
        select from unnest(names, ids, bodies) as g(name, id, body)
        left join xingfu.documents d on d.community = c and d.name = g.name and d.id = g.id
        left join xingfu.rights r on r.part = p and r.name = g.name
        where not coalesce(
            case when g.body is null then r.removes when d.id is null then r.adds else r.changes end, false
        )
    ) or exists (
        select from json_array_elements(changes_::json) e where not exists (
            select from unnest(names, ids, bodies) as g(name, id, body)
            where g.name = e ->> 0 and g.id = e ->> 1 and (g.body is null) = ((e -> 3)::text = 'null')
            and ((e -> 2)::text <> 'null' or (e -> 3)::text = g.body)
        )
    ) or exists (select from unnest(next_names) as g(name) where g.name <> all(names)) then
        raise insufficient_privilege;
    end if;
    return xingfu.commit(c, k, expected, at_, person_, seat_, action_, about_, changes_, names, ids, bodies,
        next_names, next_ids, masked_, null);
end $$;
-- What this account's seat chose for itself.
create function xingfu.choose(c text, own_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform xingfu.part_at(c), own_::json;
    update xingfu.seats s set own = own_ from xingfu.members m
        where m.community = c and m.role = session_user::text and s.community = c and s.seat = m.seat;
end $$;
-- What this program has open; empty: nothing. Programs that were not seen for long go, too.
create function xingfu.announce(c text, program_ text, content_ text, gone interval) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform xingfu.part_at(c);
    delete from xingfu.presence s where s.community = c and content_ = '' and (s.program = program_ or s.seen < now() - gone);
    insert into xingfu.presence (community, program, content) select c, program_, content_ where content_ <> ''
        on conflict (community, program) do update set content = excluded.content, seen = now();
end $$;
-- What others have open of that which the role sees.
create function xingfu.heard(c text, program_ text, gone interval) returns setof text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
    said text;
begin
    for said in select s.content from xingfu.presence s
        where s.community = c and s.program <> program_ and s.seen > now() - gone order by s.program
    loop
        begin
            return query select json_build_object('by', said::json -> 'by', 'seat', said::json -> 'seat', 'open',
                coalesce(json_agg(e) filter (where exists (
                    select from xingfu.rights r where r.part = p and r.sees and e ->> 0 = any(r.kinds)
                )), '[]'))::text
                from json_array_elements(said::json -> 'open') e;
        exception when data_exception then
            null;  -- not as the program wrote it
        end;
    end loop;
end $$;
"""

SEAT_FUNCTIONS: Final = (
    "part_at(text)",
    "hold(text)",
    "kept(text, text)",
    "unseen(text)",
    "trail(text, bigint, boolean, boolean, integer)",
    "commit_as(text, text, bigint, text, text, text, text, text, text, text[], text[], text[], text[], bigint[], text[])",
    "choose(text, text)",
    "announce(text, text, text, interval)",
    "heard(text, text, interval)",
)
"""What a seat's account may run, and nobody else has to."""

_CLOSED: Final = "".join(f"revoke all on function xingfu.{one} from public;\n" for one in SEAT_FUNCTIONS)

MASKED: Final = _TABLES + _COMMIT + _SEATS + _CLOSED
