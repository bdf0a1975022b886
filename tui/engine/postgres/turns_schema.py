"""The step of the schema by which those who write to a community take their turns at a row that never changes.

Who waits for a row that others change wakes with each change, follows the row to its new version, and may be overtaken
there by somebody who has just come. At a row that stays as it is they queue.
"""

from __future__ import annotations

from typing import Final

_TABLE: Final = """
create table xingfu.turns (
    community text primary key
);
insert into xingfu.turns (community) select community from xingfu.communities;
"""

# Who was given rights to the communities' rows has them here too: otherwise nobody but the owner could write any more.
_RIGHTS: Final = """
do $$
declare
    one record;
begin
    for one in select case grantee when 'PUBLIC' then 'public' else quote_ident(grantee) end as name
        from information_schema.table_privileges where table_schema = 'xingfu' and table_name = 'communities'
        and privilege_type = 'UPDATE' and grantee <> current_user
    loop
        execute 'grant select, insert, update, delete on xingfu.turns to ' || one.name;
    end loop;
    if (select relrowsecurity from pg_class where oid = 'xingfu.communities'::regclass) then
        alter table xingfu.turns enable row level security;
        for one in select p.policyname, p.roles, p.qual, p.with_check from pg_policies p
            where p.schemaname = 'xingfu' and p.tablename = 'communities' and p.cmd = 'ALL'
        loop
            execute format(
                'create policy %I on xingfu.turns to %s using (%s) with check (%s)', one.policyname,
                (select string_agg(format('%I', r), ', ') from unnest(one.roles) r), one.qual, one.with_check
            );
        end loop;
    end if;
end $$;
"""

_HOLD: Final = """
create or replace function xingfu.hold(c text) returns table (number bigint, store text, upto bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform xingfu.part_at(c);
    perform from xingfu.turns t where t.community = c for update;
    return query select h.seq, h.identity, h.masked from xingfu.communities h where h.community = c for update;
end $$;
"""

TURNS: Final = _TABLE + _RIGHTS + _HOLD
