// The operator's page: disputes and accounts.

import { accounts } from "./accounts.js";
import { disputes } from "./disputes.js";
import { late } from "./late.js";
import { enter, sections } from "./page.js";

const who = await enter("operator");
const shown = { disputes: disputes(), accounts: accounts(who) };
late();
sections("disputes", (name) => shown[name].show());
