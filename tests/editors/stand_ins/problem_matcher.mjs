// A stand-in for the part of VS Code that reads a task's output: tasks.json in, problems out, as its documentation says.
import { readFileSync } from 'node:fs';

const task = JSON.parse(readFileSync(process.argv[2], 'utf8')).tasks[0];
const { pattern } = task.problemMatcher;
const expression = new RegExp(pattern.regexp);
const problems = [];
for (const line of readFileSync(0, 'utf8').split(/\r?\n/)) {
  const match = expression.exec(line);
  if (match === null) {
    if (line !== '') problems.push({ unmatched: line });
    continue;
  }
  const part = (name) => match[pattern[name]];
  problems.push({
    file: part('file'),
    line: Number(part('line')),
    column: Number(part('column')),
    severity: part('severity'),
    code: part('code'),
    message: part('message'),
  });
}
process.stdout.write(JSON.stringify(problems));
