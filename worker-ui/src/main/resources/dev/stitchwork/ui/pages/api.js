// Calls to the server: adds the session's token to what changes something, and turns every error into one sentence.

let csrf = "";

/** A reply that is an error, with the server's own sentence. */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || "The server refused without a reason.");
    this.status = status;
    this.problems = problem.problems || [];
    this.retryAfter = retryAfter;
  }
}

/** No reply at all: the network or the server is away. */
export class Unreachable extends Error {
  constructor() {
    super("The server cannot be reached.");
  }
}

export async function send(method, path, { json, body, headers = {}, keepalive = false } = {}) {
  const all = { ...headers };
  if (method !== "GET") all["X-CSRF-Token"] = csrf;
  if (json !== undefined) all["Content-Type"] = "application/json";
  let reply;
  try {
    reply = await fetch(path, {
      method,
      headers: all,
      body: json !== undefined ? JSON.stringify(json) : body,
      keepalive,
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Unreachable();
  }
  if (reply.ok) return reply;
  throw await refusal(reply);
}

async function refusal(reply) {
  let problem = {};
  try {
    problem = await reply.json();
  } catch {
    // A proxy in between may answer with something else than a problem.
    problem.detail = `The server answered with status ${reply.status}.`;
  }
  return new Refusal(reply.status, problem, Number(reply.headers.get("Retry-After")) || 0);
}

export async function get(path) {
  const reply = await send("GET", path);
  return reply.status === 204 ? null : reply.json();
}

export async function post(path, json) {
  const reply = await send("POST", path, json === undefined ? {} : { json });
  return reply.status === 204 ? null : reply.json();
}

export function token() {
  return csrf;
}

/** Who is signed in, or null. Also renews the token after signing in again in another tab. */
export async function session() {
  try {
    const found = await get("/api/session");
    csrf = found.csrf;
    return found;
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === 401) return null;
    throw problem;
  }
}

export function signIn(name, password) {
  return begin("/api/session", { name, password });
}

/** Opens the account of an invitation, and signs in. */
export function accept(invitation, password) {
  return begin("/api/invitations/accept", { invitation, password });
}

async function begin(path, words) {
  const found = await post(path, words);
  csrf = found.csrf;
  return found;
}

export function pageOf(role) {
  return { worker: "/work", client: "/client", operator: "/office" }[role];
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
