// The operator's page: disputes and accounts.

import { accounts } from "./accounts.js";
import { disputes } from "./disputes.js";
import { enter, sections } from "./page.js";

const who = await enter("operator");
const shown = { disputes: disputes(), accounts: accounts(who) };
sections("disputes", (name) => shown[name].show());
