-- Patients' files: row security with policies of every form, views that guard.
-- role: hospital_doctor
-- role: hospital_nurse
-- role: hospital auditor
create schema hospital;
create table hospital.ward (id smallint primary key, name text not null unique);
create table hospital.staff (
    login name primary key default current_user,
    ward_id smallint references hospital.ward on delete set null,
    senior boolean not null default false
);
create table hospital.patient (
    id integer generated always as identity primary key,
    ward_id smallint references hospital.ward,
    name text not null,
    born date not null check (born > '1890-01-01'),
    insured xml,
    vip boolean not null default false
);
create table hospital.entry (
    id bigint generated always as identity,
    patient_id integer not null references hospital.patient on delete cascade,
    written_by name not null default session_user references hospital.staff,
    written_at timestamp with time zone not null default localtimestamp,
    text text not null,
    locked boolean default false,
    primary key (id)
);
create table hospital.prescription (
    entry_id bigint primary key references hospital.entry,
    drug text not null,
    dose numeric(6, 2),
    every interval hour to minute
);
create table hospital.bill (id integer, patient_id integer, total money default '$0.00'::money) partition by list (patient_id);
create table hospital.bill_rest partition of hospital.bill default;

create function hospital.my_ward() returns smallint language sql stable security definer
    set search_path to 'hospital', 'pg_temp'
    as $$ select ward_id from staff where login = session_user $$;
create function hospital.is_senior(who name default session_user) returns boolean language sql stable
    as $$ select coalesce((select senior from hospital.staff where login = who), false) $$;

alter table hospital.patient enable row level security;
alter table hospital.entry enable row level security;
alter table hospital.entry force row level security;
alter table hospital.prescription force row level security;
alter table hospital.bill enable row level security;
alter table hospital.bill_rest enable row level security;
alter table hospital.ward enable row level security;

create policy patient_of_my_ward on hospital.patient
    using (ward_id = hospital.my_ward());
create policy patient_seen on hospital.patient as permissive for select to hospital_doctor, hospital_nurse
    using (not vip or hospital.is_senior());
create policy patient_admitted on hospital.patient for insert to hospital_nurse
    with check (ward_id is not null and born <= current_date);
create policy patient_moved on hospital.patient for update to hospital_doctor
    using (ward_id = hospital.my_ward()) with check (true);
create policy patient_moved_at_night on hospital.patient for update to hospital_nurse using (extract(hour from now()) > 20);
create policy "patient, never gone" on hospital.patient as restrictive for delete to public using (false);
create policy vip_guard on hospital.patient as restrictive for all to hospital_nurse, "hospital auditor"
    using (not vip) with check (not vip);

create policy entry_own on hospital.entry for all to current_user using (written_by = current_user);
create policy entry_written on hospital.entry for insert to hospital_doctor with check (
    exists (select 1 from hospital.patient p where p.id = entry.patient_id and p.ward_id = hospital.my_ward()));
create policy entry_locked on hospital.entry as restrictive for update using (not locked);
create policy entry_audit on hospital.entry for select to "hospital auditor" using (true);
create policy entry_session on hospital.entry for select to session_user using (id in (select e.entry_id from hospital.prescription e));

-- written before row security is turned on
create policy prescription_read on hospital.prescription for select using (
    (select count(*) from hospital.entry e where e.id = entry_id and e.written_by in (select login from hospital.staff)) > 0);
create policy bill_any on hospital.bill for select to hospital_doctor using (total > 0::money);
create policy bill_rest_any on hospital.bill_rest for select using (patient_id between 1 and 10 or patient_id = any ('{20,30}'::int[]));

create view hospital.my_patient with (security_barrier) as
    select id, name, born from hospital.patient where ward_id = hospital.my_ward() with local check option;
create view hospital.my_young_patient with (security_barrier = false) as
    select * from hospital.my_patient where born > current_date - interval '18 years' with cascaded check option;
create view hospital.entry_for_audit with (security_barrier = true, check_option = local) as
    select id, patient_id, written_at, md5(text) as digest from hospital.entry;
alter view hospital.my_patient alter column born set default '2000-01-01';
alter view hospital.my_patient alter column name set default 'N. N.';
create view hospital.documents as
    select xmlelement(name patient, xmlattributes(p.id as id), xmlforest(p.name, p.born as "date of birth")) as doc,
           xpath('/card/no/text()', p.insured) as number,
           (xmlserialize(content p.insured as text)) as raw
    from hospital.patient p
    where p.insured is document;

create function hospital.admit() returns trigger language plpgsql security invoker as $$
begin
    insert into hospital.patient (ward_id, name, born) values (hospital.my_ward(), new.name, new.born);
    return new;
end
$$;
create trigger admit instead of insert on hospital.my_patient for each row execute function hospital.admit();
create trigger seen after insert or delete on hospital.my_young_patient for each statement execute function hospital.admit();
create rule audit_stays as on update to hospital.entry_for_audit do instead nothing;

grant usage on schema hospital to hospital_doctor, hospital_nurse, "hospital auditor";
grant select, insert, update on all tables in schema hospital to hospital_doctor;
grant select on hospital.my_patient to hospital_nurse;

comment on policy vip_guard on hospital.patient is 'not for everybody';
comment on policy "patient, never gone" on hospital.patient is 'see the law on files, § 10';
comment on rule audit_stays on hospital.entry_for_audit is 'read only';
comment on trigger admit on hospital.my_patient is 'to the own ward';
comment on column hospital.my_patient.born is 'as in the passport';
comment on column hospital.entry.text is E'may hold several lines,\ntabs\tand \\ backslashes';
