-- Money is in units of 10⁻⁴ of the house's currency; lists of texts are JSON arrays as text.
CREATE TABLE realty_builders (
    id {id},
    user_id BIGINT NOT NULL UNIQUE REFERENCES users(id) ON DELETE CASCADE,
    company_name TEXT NOT NULL,
    license_number TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    website TEXT,
    description TEXT,
    logo_url TEXT,
    rating DOUBLE PRECISION NOT NULL,
    verified BOOLEAN NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time}
);

CREATE TABLE realty_customers (
    id {id},
    user_id BIGINT NOT NULL UNIQUE REFERENCES users(id) ON DELETE CASCADE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT,
    date_of_birth {date},
    preferred_contact_method TEXT NOT NULL CHECK (preferred_contact_method IN ('email', 'phone', 'both')),
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_customers_name ON realty_customers (last_name, first_name, id);

-- A development for sale. `unlisted_available` are homes on offer that are not entered one by one yet; what is on
-- offer in all is these and the units with the status available: counted when asked, never kept.
CREATE TABLE realty_developments (
    id {id},
    builder_id BIGINT NOT NULL REFERENCES realty_builders(id) ON DELETE CASCADE,
    project_name TEXT NOT NULL,
    description TEXT,
    project_type TEXT NOT NULL CHECK (project_type IN ('residential', 'commercial', 'mixed')),
    status TEXT NOT NULL CHECK (status IN ('planning', 'construction', 'completed', 'delivered')),
    location_address TEXT NOT NULL,
    location_city TEXT NOT NULL,
    city_key TEXT NOT NULL,
    location_state TEXT NOT NULL,
    location_zipcode TEXT NOT NULL,
    latitude DOUBLE PRECISION CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE PRECISION CHECK (longitude BETWEEN -180 AND 180),
    total_units BIGINT NOT NULL CHECK (total_units >= 0),
    unlisted_available BIGINT NOT NULL CHECK (unlisted_available >= 0),
    price_range_min BIGINT CHECK (price_range_min >= 0),
    price_range_max BIGINT CHECK (price_range_max >= 0),
    project_area DOUBLE PRECISION CHECK (project_area >= 0),
    amenities TEXT,
    start_date {date},
    expected_completion_date {date},
    actual_completion_date {date},
    images TEXT,
    floor_plans TEXT,
    brochure_url TEXT,
    is_featured BOOLEAN NOT NULL,
    -- The steps by which homes of this development are paid, as JSON; the house's own where there are none.
    payment_steps TEXT,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_developments_builder ON realty_developments (builder_id, id);
CREATE INDEX realty_developments_city ON realty_developments (city_key, id);
CREATE INDEX realty_developments_status ON realty_developments (status, id);
CREATE INDEX realty_developments_type ON realty_developments (project_type, id);
CREATE INDEX realty_developments_least ON realty_developments (price_range_min, id);
CREATE INDEX realty_developments_most ON realty_developments (price_range_max, id);

-- A home. `status` follows from its booking and its hold, and from `kept_as` (the builder's own word: sold elsewhere,
-- kept back) where it has neither.
CREATE TABLE realty_units (
    id {id},
    development_id BIGINT NOT NULL REFERENCES realty_developments(id) ON DELETE CASCADE,
    unit_number TEXT NOT NULL,
    unit_type TEXT NOT NULL CHECK (unit_type IN ('1BHK', '2BHK', '3BHK', '4BHK+', 'studio', 'penthouse')),
    floor_number BIGINT NOT NULL,
    stack TEXT,
    area_sqft DOUBLE PRECISION NOT NULL CHECK (area_sqft >= 0),
    price BIGINT NOT NULL CHECK (price >= 0),
    status TEXT NOT NULL CHECK (status IN ('available', 'booked', 'sold', 'reserved')),
    kept_as TEXT CHECK (kept_as IN ('booked', 'sold', 'reserved')),
    facing TEXT CHECK (facing IN ('north', 'south', 'east', 'west', 'northeast', 'northwest', 'southeast', 'southwest')),
    balconies BIGINT NOT NULL CHECK (balconies >= 0),
    bathrooms BIGINT NOT NULL CHECK (bathrooms >= 0),
    parking_spaces BIGINT NOT NULL CHECK (parking_spaces >= 0),
    floor_plan_url TEXT,
    features TEXT,
    created_at {time} NOT NULL,
    updated_at {time},
    UNIQUE (development_id, unit_number)
);
CREATE INDEX realty_units_offer ON realty_units (development_id, status, unit_type);
CREATE INDEX realty_units_place ON realty_units (development_id, floor_number, unit_number);

-- A unit kept for a customer until a moment; one at a time, by the index.
CREATE TABLE realty_holds (
    id {id},
    unit_id BIGINT NOT NULL REFERENCES realty_units(id) ON DELETE CASCADE,
    customer_id BIGINT NOT NULL REFERENCES realty_customers(id) ON DELETE CASCADE,
    placed_by BIGINT NOT NULL,
    note TEXT,
    expires_at {time} NOT NULL,
    ended_at {time},
    ended_how TEXT CHECK (ended_how IN ('lapsed', 'released', 'booked')),
    created_at {time} NOT NULL
);
CREATE UNIQUE INDEX realty_holds_one ON realty_holds (unit_id) WHERE ended_at IS NULL;
CREATE INDEX realty_holds_due ON realty_holds (expires_at) WHERE ended_at IS NULL;
CREATE INDEX realty_holds_customer ON realty_holds (customer_id, id);

-- The database itself forbids that a unit is sold twice.
CREATE TABLE realty_bookings (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES realty_customers(id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES realty_units(id) ON DELETE CASCADE,
    development_id BIGINT NOT NULL REFERENCES realty_developments(id) ON DELETE CASCADE,
    booking_status TEXT NOT NULL CHECK (booking_status IN ('inquiry', 'site_visit_scheduled', 'token_paid', 'booking_confirmed', 'cancelled')),
    token_amount BIGINT CHECK (token_amount >= 0),
    total_amount BIGINT NOT NULL CHECK (total_amount >= 0),
    booking_date {time} NOT NULL,
    expected_registration_date {date},
    actual_registration_date {date},
    payment_plan TEXT NOT NULL CHECK (payment_plan IN ('full_payment', 'installments', 'loan')),
    loan_approved BOOLEAN NOT NULL,
    loan_amount BIGINT CHECK (loan_amount >= 0),
    special_requests TEXT,
    agent_id BIGINT,
    cancelled_at {time},
    cancel_reason TEXT,
    agreement_key TEXT,
    agreement_at {time},
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE UNIQUE INDEX realty_bookings_one ON realty_bookings (unit_id) WHERE booking_status <> 'cancelled';
CREATE INDEX realty_bookings_unit ON realty_bookings (unit_id);
CREATE INDEX realty_bookings_customer ON realty_bookings (customer_id, id);
CREATE INDEX realty_bookings_development ON realty_bookings (development_id, booking_status, id);

-- Construction.
CREATE TABLE realty_phases (
    id {id},
    development_id BIGINT NOT NULL REFERENCES realty_developments(id) ON DELETE CASCADE,
    phase_name TEXT NOT NULL,
    phase_description TEXT,
    start_date {date},
    expected_end_date {date},
    actual_end_date {date},
    progress_percentage DOUBLE PRECISION NOT NULL CHECK (progress_percentage BETWEEN 0 AND 100),
    -- How much of the whole this phase is, beside the others.
    weight BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 1000),
    status TEXT NOT NULL CHECK (status IN ('not_started', 'in_progress', 'completed', 'delayed')),
    milestone_images TEXT,
    contractor_notes TEXT,
    customer_visible BOOLEAN NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_phases_of ON realty_phases (development_id, start_date, id);

CREATE TABLE realty_updates (
    id {id},
    development_id BIGINT NOT NULL REFERENCES realty_developments(id) ON DELETE CASCADE,
    update_title TEXT NOT NULL,
    update_content TEXT NOT NULL,
    update_type TEXT NOT NULL CHECK (update_type IN ('milestone', 'delay', 'general', 'safety', 'quality')),
    priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'critical')),
    images TEXT,
    videos TEXT,
    weather_impact BOOLEAN NOT NULL,
    estimated_delay_days BIGINT CHECK (estimated_delay_days >= 0),
    posted_by BIGINT NOT NULL,
    is_published BOOLEAN NOT NULL,
    tags TEXT,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_updates_of ON realty_updates (development_id, id DESC);

-- What a booking owes, part by part; the parts sum to the price. A part without a day waits for its phase.
CREATE TABLE realty_dues (
    id {id},
    booking_id BIGINT NOT NULL REFERENCES realty_bookings(id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('token', 'dated', 'milestone', 'handover', 'change')),
    phase TEXT,
    change_request_id BIGINT,
    amount BIGINT NOT NULL,
    due_date {date},
    demanded_at {time},
    -- How many days late it was when the customer was last reminded.
    reminded BIGINT,
    UNIQUE (booking_id, position)
);
CREATE INDEX realty_dues_day ON realty_dues (due_date, booking_id);

CREATE TABLE realty_payments (
    id {id},
    booking_id BIGINT NOT NULL REFERENCES realty_bookings(id) ON DELETE CASCADE,
    payment_type TEXT NOT NULL CHECK (payment_type IN ('token', 'installment', 'final', 'maintenance', 'penalty')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    payment_method TEXT NOT NULL CHECK (payment_method IN ('cash', 'cheque', 'bank_transfer', 'online', 'loan')),
    payment_status TEXT NOT NULL CHECK (payment_status IN ('pending', 'completed', 'failed', 'refunded')),
    transaction_id TEXT,
    due_date {date},
    paid_date {time},
    receipt_url TEXT,
    notes TEXT,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_payments_of ON realty_payments (booking_id, due_date, id);
CREATE INDEX realty_payments_status ON realty_payments (payment_status, due_date);

CREATE TABLE realty_appointments (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES realty_customers(id) ON DELETE CASCADE,
    development_id BIGINT NOT NULL REFERENCES realty_developments(id) ON DELETE CASCADE,
    builder_id BIGINT NOT NULL REFERENCES realty_builders(id) ON DELETE CASCADE,
    appointment_type TEXT NOT NULL CHECK (appointment_type IN ('site_visit', 'consultation', 'documentation', 'handover')),
    appointment_date {time} NOT NULL,
    ends_at {time} NOT NULL,
    duration_minutes BIGINT NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'confirmed', 'completed', 'cancelled', 'rescheduled')),
    meeting_location TEXT NOT NULL CHECK (meeting_location IN ('site', 'office', 'online')),
    attendees TEXT,
    agenda TEXT,
    notes TEXT,
    reschedule_reason TEXT,
    created_by TEXT NOT NULL CHECK (created_by IN ('builder', 'customer')),
    -- Who named the present time: the other side may confirm it.
    proposed_by TEXT NOT NULL CHECK (proposed_by IN ('builder', 'customer')),
    -- When both sides were reminded; not since it was moved.
    reminded_at {time},
    -- How often it was changed: calendars want to know.
    sequence BIGINT NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_appointments_customer ON realty_appointments (customer_id, appointment_date, id);
CREATE INDEX realty_appointments_builder ON realty_appointments (builder_id, appointment_date, id);
CREATE INDEX realty_appointments_development ON realty_appointments (development_id, appointment_date, id);
CREATE INDEX realty_appointments_near ON realty_appointments (appointment_date, id) WHERE reminded_at IS NULL;

-- The secret address of a person's calendar: only its hash is kept.
CREATE TABLE realty_calendars (
    user_id BIGINT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    created_at {time} NOT NULL
);

CREATE TABLE realty_change_requests (
    id {id},
    booking_id BIGINT NOT NULL REFERENCES realty_bookings(id) ON DELETE CASCADE,
    request_type TEXT NOT NULL CHECK (request_type IN ('layout', 'fixtures', 'finishes', 'electrical', 'plumbing', 'other')),
    request_title TEXT NOT NULL,
    request_description TEXT NOT NULL,
    current_specification TEXT,
    requested_specification TEXT,
    estimated_cost BIGINT CHECK (estimated_cost >= 0),
    estimated_timeline_days BIGINT CHECK (estimated_timeline_days >= 0),
    status TEXT NOT NULL CHECK (status IN ('submitted', 'under_review', 'approved', 'rejected', 'completed')),
    builder_response TEXT,
    rejection_reason TEXT,
    approval_date {time},
    completion_date {time},
    final_cost BIGINT CHECK (final_cost >= 0),
    attachments TEXT,
    -- The customer's word on cost and time; the schedule changes with a yes only.
    customer_decision TEXT CHECK (customer_decision IN ('accepted', 'declined')),
    customer_decided_at {time},
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_change_requests_of ON realty_change_requests (booking_id, id);
CREATE INDEX realty_change_requests_status ON realty_change_requests (status, id);

CREATE TABLE realty_messages (
    id {id},
    sender_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    recipient_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    development_id BIGINT REFERENCES realty_developments(id) ON DELETE SET NULL,
    booking_id BIGINT REFERENCES realty_bookings(id) ON DELETE SET NULL,
    subject TEXT,
    message_content TEXT NOT NULL,
    message_type TEXT NOT NULL CHECK (message_type IN ('inquiry', 'complaint', 'update', 'general')),
    priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'critical')),
    is_read BOOLEAN NOT NULL,
    attachments TEXT,
    parent_message_id BIGINT REFERENCES realty_messages(id) ON DELETE SET NULL,
    created_at {time} NOT NULL,
    read_at {time}
);
CREATE INDEX realty_messages_sent ON realty_messages (sender_id, development_id, id);
CREATE INDEX realty_messages_received ON realty_messages (recipient_id, is_read, id);
CREATE INDEX realty_messages_between ON realty_messages (recipient_id, development_id, id);
CREATE INDEX realty_messages_development ON realty_messages (development_id);
CREATE INDEX realty_messages_booking ON realty_messages (booking_id);
CREATE INDEX realty_messages_parent ON realty_messages (parent_message_id);

CREATE TABLE realty_models (
    id {id},
    development_id BIGINT REFERENCES realty_developments(id) ON DELETE CASCADE,
    unit_id BIGINT REFERENCES realty_units(id) ON DELETE CASCADE,
    model_name TEXT NOT NULL,
    model_description TEXT,
    model_type TEXT NOT NULL CHECK (model_type IN ('project_overview', 'unit_interior', 'floor_plan', 'amenities')),
    file_id BIGINT,
    file_url TEXT NOT NULL,
    file_size BIGINT,
    file_format TEXT NOT NULL CHECK (file_format IN ('obj', 'fbx', 'gltf', 'glb', 'blend')),
    thumbnail_url TEXT,
    is_interactive BOOLEAN NOT NULL,
    viewer_config TEXT,
    access_level TEXT NOT NULL CHECK (access_level IN ('public', 'customers_only', 'booked_customers')),
    version TEXT NOT NULL,
    -- The names of its nodes, as a JSON array: those that are unit numbers can be coloured.
    nodes TEXT,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_models_of ON realty_models (development_id, id);
CREATE INDEX realty_models_unit ON realty_models (unit_id);
CREATE INDEX realty_models_file ON realty_models (file_id);

-- Uploaded bytes: pictures, plans, brochures, attachments, models. Who may fetch them follows from `access_level`,
-- and for papers between two people from `owner_id` and `other_id` (users).
CREATE TABLE realty_files (
    id {id},
    development_id BIGINT REFERENCES realty_developments(id) ON DELETE CASCADE,
    owner_id BIGINT NOT NULL,
    other_id BIGINT,
    purpose TEXT NOT NULL CHECK (purpose IN ('image', 'floor_plan', 'brochure', 'model', 'thumbnail', 'update', 'attachment')),
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    storage_key TEXT NOT NULL,
    access_level TEXT NOT NULL CHECK (access_level IN ('public', 'customers_only', 'booked_customers', 'private')),
    created_at {time} NOT NULL
);
CREATE INDEX realty_files_of ON realty_files (development_id, purpose, id);

CREATE TABLE realty_settings (
    id {id},
    setting_key TEXT NOT NULL UNIQUE,
    setting_value TEXT NOT NULL,
    setting_type TEXT NOT NULL,
    description TEXT,
    category TEXT,
    is_public BOOLEAN NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX realty_settings_category ON realty_settings (category, id);
