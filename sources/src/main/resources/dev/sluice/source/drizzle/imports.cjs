'use strict';
// Repairs what schema files import: the answer holds replacements by offset, and what only a person can decide.
const fs = require('fs');
const path = require('path');
const { schemaFiles } = require('./files.cjs');
const { Modules } = require('./modules.cjs');
const { Finder } = require('./finder.cjs');
const { read } = require('./syntax.cjs');
const { FileRepair } = require('./repair.cjs');
const { Snapshot } = require('./pulled.cjs');

const BESIDE = 'relations.ts'; // drizzle-kit's pull writes it beside the schema

function repaired({ schema, directory, migrations }) {
    const files = withRelations(schemaFiles(schema, directory));
    if (files.length === 0) return { errors: [{ kind: 'no-files', file: '', line: 0, column: 0, message: '', fix: '' }] };
    const modules = new Modules();
    const errors = [];
    for (const file of files)
        try {
            modules.read(file);
        } catch (error) {
            if (!error.sluice) throw error;
            errors.push({ fix: '', message: error.message, ...error.sluice });
        }
    if (errors.length > 0) return { errors };
    const finder = new Finder(modules, files);
    const snapshot = new Snapshot(migrations);
    const repairs = [];
    const notes = [];
    for (const file of files) {
        const repair = new FileRepair(file, modules, finder, snapshot);
        repair.run();
        errors.push(...repair.problems);
        notes.push(...repair.notes);
        if (repair.splices.edits.length > 0) {
            if (repair.problems.length === 0) read(file, repair.splices.result());
            repairs.push({ file, edits: repair.splices.sorted().map((e) => ({ ...e, old: repair.parsed.text.slice(e.start, e.end) })), reasons: repair.reasons });
        }
    }
    return errors.length > 0 ? { errors } : { files, repairs, notes };
}

function withRelations(files) {
    const all = [...files];
    for (const file of files) {
        const beside = path.join(path.dirname(file), BESIDE);
        if (fs.existsSync(beside) && !all.includes(fs.realpathSync(beside))) all.push(fs.realpathSync(beside));
    }
    return all;
}

module.exports = { repaired };
