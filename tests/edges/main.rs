//! The edges as people and programs meet them: the real binary, its output, its HTTP answers.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p mercer` writes the expected outputs in tests/snapshots anew.

mod bad_input;
mod command_line;
mod confirmation;
mod data;
mod database_refusals;
mod db_autogenerate;
mod db_commands;
mod db_edit;
mod db_refusals;
mod db_serve;
mod folder;
mod guide;
mod housekeeping;
mod http;
mod import_and_demo;
mod menu;
mod menu_screens;
mod mercer;
mod nouns;
mod operations;
mod permissions;
mod programs;
mod seed_and_report;
mod server;
mod shell;
mod shop;
mod shutdown;
mod snapshot;
mod staff;
mod terminal;
mod trade;
