-- create_table
CREATE TABLE `u` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `a` VARCHAR(9) NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `t_a_unique` UNIQUE (`a`),
  CONSTRAINT `t_a_check` CHECK (a <> ''),
  INDEX `t_a_index` (`a`),
  CONSTRAINT `u_id_foreign` FOREIGN KEY (`id`) REFERENCES `t` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='it''s u';
-- drop_table
DROP TABLE `t`;
-- rename_table
RENAME TABLE `t` TO `u`;
-- set_table_comment
ALTER TABLE `t` COMMENT = 'it''s t';
-- add_column
ALTER TABLE `t` ADD COLUMN `b` BIGINT NOT NULL DEFAULT 0 COMMENT 'it''s b';
-- drop_column
ALTER TABLE `v` DROP COLUMN `b`;
-- alter_column
ALTER TABLE `t` MODIFY COLUMN `a` BIGINT NOT NULL DEFAULT 7;
-- rename_column
ALTER TABLE `t` DROP CONSTRAINT `t_a_check`, RENAME COLUMN `a` TO `b`, ADD CONSTRAINT `t_a_check` CHECK (b <> '');
-- alter_primary_key
ALTER TABLE `t` MODIFY COLUMN `id` BIGINT NOT NULL;
-- add_unique
ALTER TABLE `t` ADD CONSTRAINT `t_two_unique` UNIQUE (`id`, `a`);
-- drop_unique
ALTER TABLE `t` DROP INDEX `t_a_unique`;
-- add_check
ALTER TABLE `t` ADD CONSTRAINT `t_b_check` CHECK (t.a <> 'b');
-- drop_check
ALTER TABLE `t` DROP CONSTRAINT `t_a_check`;
-- create_index
ALTER TABLE `t` ADD UNIQUE INDEX `t_a_down_index` (`a` DESC);
-- drop_index
ALTER TABLE `t` DROP INDEX `t_a_index`;
-- rename_index
ALTER TABLE `t` RENAME INDEX `t_a_index` TO `t_new_index`;
-- add_foreign_key
ALTER TABLE `t` ADD CONSTRAINT `t_a_foreign` FOREIGN KEY (`a`) REFERENCES `t` (`a`) ON DELETE CASCADE ON UPDATE CASCADE;
-- drop_foreign_key
ALTER TABLE `t` DROP FOREIGN KEY `t_id_foreign`;
-- create_enum
-- drop_enum
-- alter_enum
-- insert_rows
INSERT INTO `t` (`id`, `a`) VALUES
  (1, 'it''s \\');
-- delete_rows
DELETE FROM `t` WHERE (`id` = 1);
-- backfill
UPDATE `t` SET a = 'b' WHERE a IS NULL;
-- sql
DELETE FROM t;
DELETE FROM t;
