// Observes the prediction of a sensor, posts a window block by block once it is told that there is none, and ends when
// it has heard both the answer and the prediction. Prints what it hears, one line each.
import coap from 'coap';
import { readFileSync } from 'node:fs';

const [port, sensor, file] = process.argv.slice(2);
const at = (method, path, observe) =>
  coap.request({ hostname: '127.0.0.1', port: Number(port), method, pathname: path, observe });
let awaited = 2;
const heard = (what) => {
  console.log(what);
  if (--awaited === 0) process.exit(0);
};
setTimeout(() => process.exit(1), 20_000).unref();

const observation = at('GET', `/prediction/${sensor}`, true);
observation.on('response', (response) => {
  let first = true;
  response.on('data', (notification) => {
    if (first) {
      first = false;
      console.log(`first ${response.code} ${notification}`);
      post();
    } else {
      heard(`then ${response.code} ${notification}`);
    }
  });
});
observation.end();

function post() {
  const request = at('POST', `/samples/${sensor}`);
  request.setOption('Content-Format', Buffer.from([110]));
  request.setOption('Block1', Buffer.from([5])); // blocks of 512 bytes
  request.on('response', (response) => heard(`answer ${response.code} ${response.payload}`));
  request.end(readFileSync(file));
}
