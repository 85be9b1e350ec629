'use strict';
// Repairs many projects in one process: node repair-many.cjs SCRIPTS ANSWER.json, a list of requests on standard input.
const fs = require('fs');
const path = require('path');

const [scripts, answer] = process.argv.slice(2);
const { repaired } = require(path.join(scripts, 'imports.cjs'));
fs.writeFileSync(answer, JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map((request) => repaired(request))));
