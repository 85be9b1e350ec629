-- What a page of a change asks for by its change, and a list by its state.
create index rollout_change on rollout (change_id, id);
create index change_state on change (project_id, state);
