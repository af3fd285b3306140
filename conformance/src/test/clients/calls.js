// Lets a test call the methods of a client. Prints their names; then each line read is
// {"method": ..., "arguments": [...]}, and a line is printed with what came back: {"value": ...} or {"error": ...}.
import { createInterface } from 'node:readline';

const print = process.stdout.write.bind(process.stdout);
// clients say things of their own, which belong where errors go
console.log = console.info = console.debug = console.error;

function plain(error) {
  return error instanceof Error ? { ...error, message: error.message } : error;
}

export async function answerCalls(client) {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client)).filter((name) => name !== 'constructor');
  print(JSON.stringify(methods) + '\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const call = JSON.parse(line);
    let answer;
    try {
      answer = { value: (await client[call.method](...call.arguments)) ?? null };
    } catch (error) {
      answer = { error: plain(error) };
    }
    print(JSON.stringify(answer) + '\n');
  }
}
