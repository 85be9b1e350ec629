-- Evaluations of a laboratory: aggregates of every form, window functions, and what is computed with them.
create schema lab;
set search_path = lab;

create type running as (count bigint, sum numeric, largest numeric);

create function running_add(running, numeric) returns running language sql immutable parallel safe as
    $$ select row(coalesce(($1).count, 0) + 1, coalesce(($1).sum, 0) + $2, greatest(($1).largest, $2))::lab.running $$;
create function running_merge(running, running) returns running language sql immutable parallel safe as
    $$ select row(($1).count + ($2).count, ($1).sum + ($2).sum, greatest(($1).largest, ($2).largest))::lab.running $$;
create function running_mean(running) returns numeric language sql immutable parallel safe as
    $$ select case when ($1).count > 0 then ($1).sum / ($1).count end $$;
create function running_back(running, numeric) returns running language sql immutable as
    $$ select row(($1).count - 1, ($1).sum - $2, null)::lab.running $$;
create function running_final_with_more(running, numeric) returns numeric language sql immutable as $$ select lab.running_mean($1) $$;

-- plain, with a combine function, moving
create aggregate mean(numeric) (sfunc = running_add, stype = running, finalfunc = running_mean, combinefunc = running_merge,
    initcond = '(0,0,)', parallel = safe);
create aggregate moving_mean(numeric) (
    sfunc = running_add, stype = running, sspace = 64, finalfunc = running_mean, finalfunc_modify = shareable,
    msfunc = running_add, minvfunc = running_back, mstype = running, msspace = 128, mfinalfunc = running_final_with_more, mfinalfunc_extra,
    mfinalfunc_modify = read_write, initcond = '(0,0,)', minitcond = '(0,0,0)', parallel = restricted);
create aggregate moving_sum(double precision) (sfunc = float8pl, stype = double precision, msfunc = float8pl, minvfunc = float8mi,
    mstype = double precision, mfinalfunc = float8abs, mfinalfunc_modify = shareable, finalfunc = float8abs, finalfunc_modify = read_only);
create aggregate total(double precision) (sfunc = float8pl, stype = double precision, initcond = '0', combinefunc = float8pl);
create aggregate counted(*) (sfunc = int8inc, stype = bigint, initcond = '0', combinefunc = int8pl, parallel = safe);
create aggregate variance_of(double precision) (sfunc = float8_accum, stype = double precision[], finalfunc = float8_var_samp,
    combinefunc = float8_combine, initcond = '{0,0,0}', parallel = safe);
-- an internal state that travels between processes
create aggregate collected_sum(numeric) (sfunc = numeric_avg_accum, stype = internal, sspace = 128, finalfunc = numeric_sum,
    combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize, parallel = safe);
-- polymorphic, variadic, with names, over a domain
create function list_append(anycompatiblearray, anycompatible) returns anycompatiblearray language sql immutable as $$ select array_append($1, $2) $$;
create aggregate listed(anycompatible) (sfunc = list_append, stype = anycompatiblearray, initcond = '{}');
create function weighed_step(state numeric, value numeric, weight numeric, variadic more numeric[]) returns numeric language sql immutable as
    $$ select state + value * weight + coalesce((select sum(m) from unnest(more) m), 0) $$;
create aggregate weighed(value numeric, weight numeric, variadic more numeric[]) (sfunc = weighed_step, stype = numeric, initcond = '0');
create aggregate largest(numeric) (sfunc = numeric_larger, stype = numeric, sortop = >);
create aggregate smallest(numeric) (sfunc = numeric_smaller, stype = numeric, sortop = operator(pg_catalog.<), finalfunc_modify = read_only);
create function joined_step(text, text, text) returns text language sql immutable as $$ select coalesce($1 || $3, '') || $2 $$;
create aggregate joined(text, text) (sfunc = joined_step, stype = text);
create function first_step(anyelement, anyelement) returns anyelement language sql immutable strict as $$ select $1 $$;
create aggregate first_of(anyelement) (sfunc = first_step, stype = anyelement);

-- ordered set, hypothetical set
create aggregate share(double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal,
    finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = read_write);
create function middle_final(internal) returns double precision language internal as 'mode_final';
create aggregate middle(order by double precision) (sfunc = ordered_set_transition, stype = internal, finalfunc = middle_final);
create aggregate my_rank(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal,
    finalfunc = rank_final, finalfunc_extra, hypothetical);
create function place_step(integer[], integer) returns integer[] language sql immutable as $$ select $1 || $2 $$;
create function place_final(integer[], integer) returns bigint language sql immutable as $$ select count(*) + 1 from unnest($1) u where u < $2 $$;
create aggregate place_of(integer order by integer) (sfunc = place_step, stype = integer[], initcond = '{}', finalfunc = place_final, hypothetical);

-- window functions
create function nth_row() returns bigint language internal window immutable strict as 'window_row_number';
create function value_before(anycompatible, integer default 1, anycompatible default null) returns anycompatible
    language internal window immutable as 'window_lag_with_offset_and_default';

create table sample (
    id integer primary key,
    series text not null,
    taken timestamptz not null,
    value numeric,
    weight numeric default 1.0,
    raw double precision
);
create view evaluation as
    select s.series,
        mean(s.value) as mean,
        mean(distinct s.value) filter (where s.value > 0) as distinct_mean,
        lab.total(s.raw order by s.taken desc nulls last) as total,
        counted(*) as counted,
        collected_sum(s.value) as summed,
        weighed(s.value, s.weight, 1, 2) as weighed,
        weighed(s.value, s.weight, variadic array[1.5, 2.5]) as weighed_by_array,
        largest(s.value) as largest,
        joined(s.series, ', ') as joined,
        share(0.25) within group (order by s.raw) as quarter,
        middle() within group (order by s.raw) as middle,
        my_rank(5, 'b'::text) within group (order by s.id, s.series) as rank_of_5,
        place_of(7) within group (order by s.id desc) as place_of_7,
        listed(s.id) as ids,
        grouping(s.series) as grouped
    from sample s
    group by grouping sets ((s.series), ())
    having mean(s.value) is not null;
create view course as
    select id, series,
        moving_mean(value) over three as moving,
        sum(value) over (partition by series order by taken range between '1 hour'::interval preceding and current row exclude ties) as hour,
        first_value(value) over (order by taken groups between 2 preceding and unbounded following exclude group) as first,
        nth_row() over (partition by series) as n,
        value_before(value, 2, 0) over w as before_last,
        lag(raw, 1) over (w rows between unbounded preceding and 1 following exclude current row) as odd
    from sample
    window w as (partition by series order by taken), three as (order by id rows 3 preceding);
create view by_cube as
    select series, date_trunc('month', taken) as month, extract(dow from taken) as dow, count(*)
    from sample group by cube (series, date_trunc('month', taken)), rollup (extract(dow from taken), id);
create materialized view monthly as
    select series, date_bin('30 days', taken, timestamptz '2020-01-01 00:00:00+00') as month, mean(value) as mean, variance_of(raw)
    from sample group by 1, 2;
create index monthly_mean on monthly (mean, series) where variance_of is not null;
create function means() returns table (series text, mean numeric) language sql stable rows 20 as $$
    select s.series, lab.mean(s.value) from lab.sample s group by 1
$$;
create statistics sample_all on series, taken, weight from sample;
create statistics sample_expressions (ndistinct, mcv) on series, (date_trunc('day', taken at time zone 'UTC')), (value + weight) from sample;
alter statistics sample_expressions set statistics 10;

comment on aggregate mean(numeric) is 'arithmetic';
comment on aggregate counted(*) is 'rows';
comment on aggregate my_rank(variadic "any" order by variadic "any") is 'as rank';
comment on aggregate share(double precision order by anyelement) is 'as percentile_disc';
comment on function nth_row() is 'as row_number';
comment on view course is 'windows';
