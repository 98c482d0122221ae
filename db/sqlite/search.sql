-- Keeps what guests and bookings are found by. They go with the indexes: a first mirror fills the entries at its end.

create trigger customers_found_insert after insert on customers begin
  insert into search_entries (kind, row_id, text) values ('guest', new.id, guest_search_text(
    new.full_name, new.email, new.phone, new.alternate_phone, new.company_name, new.customer_code));
end;
create trigger customers_found_update
after update of full_name, email, phone, alternate_phone, company_name, customer_code on customers
when (new.full_name, new.email, new.phone, new.alternate_phone, new.company_name, new.customer_code)
  is not (old.full_name, old.email, old.phone, old.alternate_phone, old.company_name, old.customer_code)
begin
  update search_entries set text = guest_search_text(
    new.full_name, new.email, new.phone, new.alternate_phone, new.company_name, new.customer_code)
  where row_id = new.id;
end;
create trigger customers_found_delete after delete on customers begin
  delete from search_entries where row_id = old.id;
end;

create trigger bookings_found_insert after insert on bookings begin
  insert into search_entries (kind, row_id, text) values ('booking', new.id, lower(new.booking_code));
end;
create trigger bookings_found_update after update of booking_code on bookings
when new.booking_code is not old.booking_code
begin
  update search_entries set text = lower(new.booking_code) where row_id = new.id;
end;
create trigger bookings_found_delete after delete on bookings begin
  delete from search_entries where row_id = old.id;
end;

create trigger search_entries_insert after insert on search_entries begin
  insert into search_index (rowid, text) values (new.id, new.text);
end;
create trigger search_entries_update after update of text on search_entries begin
  insert into search_index (search_index, rowid, text) values ('delete', old.id, old.text);
  insert into search_index (rowid, text) values (new.id, new.text);
end;
create trigger search_entries_delete after delete on search_entries begin
  insert into search_index (search_index, rowid, text) values ('delete', old.id, old.text);
end;
