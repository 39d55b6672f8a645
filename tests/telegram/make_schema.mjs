// Makes bot_api.schema.json out of the type declarations of @grammyjs/types; see BOT_API_SCHEMA.md.
// It runs in the folder into which make_schema.sh installed the packages; argument: the file to write.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const ts = require("typescript");
const { createGenerator } = require("ts-json-schema-generator");

const METHODS = [
    "answerCallbackQuery", "deleteMessage", "deleteWebhook", "editMessageReplyMarkup",
    "editMessageText", "getChat", "getMe", "getMyCommands", "getUpdates", "getWebhookInfo",
    "leaveChat", "sendChatAction", "sendDocument", "sendMessage", "setMyCommands",
    "setMyDescription", "setMyName", "setMyShortDescription", "setWebhook",
];
// The kinds of update that the emulator makes; the other kinds would triple the file.
const UPDATES = ["update_id", "message", "edited_message", "callback_query", "my_chat_member"];
// TypeScript has one kind of number. All numbers of the Bot API are whole ones, but these.
const FRACTIONS = new Set([
    "latitude", "longitude", "horizontal_accuracy", "scale", "x_shift", "y_shift",
]);
// The generator loses the types of two fields in intersections of types; what they are in full:
const MENDED = {
    entities: { type: "array", items: { $ref: "#/definitions/MessageEntity" } },
    reply_to_message: {
        allOf: [{ $ref: "#/definitions/Message" }], not: { required: ["reply_to_message"] },
    },
};

const folder = join("node_modules", "@grammyjs", "types");
const version = (name) =>
    JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8")).version;

/** Write a module with one plain interface of parameters and one result for each method. */
function writeModule(file) {
    const text = readFileSync(join(folder, "methods.d.ts"), "utf8");
    const source = ts.createSourceFile("methods.d.ts", text, ts.ScriptTarget.Latest, true);
    const lines = [
        "export interface UploadedFile { file_name: string; size: number }",
        "type F = UploadedFile;",
    ];
    const parameters = [];
    const results = [];
    for (const node of source.statements) {
        if (ts.isImportDeclaration(node)) {
            lines.push(node.getText().replace('"./', '"@grammyjs/types/'));
        }
        if (!ts.isTypeAliasDeclaration(node) || node.name.text !== "ApiMethods") continue;
        for (const method of node.type.members) {
            const name = method.name.getText();
            if (!METHODS.includes(name)) continue;
            const fields = method.parameters.length ? method.parameters[0].type.getText() : "{}";
            parameters.push(`${name}: ${fields};`);
            results.push(`${name}: ${method.type.getText()};`);
        }
    }
    if (parameters.length !== METHODS.length) throw new Error("a method is missing");
    lines.push(
        `export interface Api {\nparameters: {${parameters.join("\n")}};`,
        `results: {${results.join("\n")}};\nupdate: Update;\n}`,
    );
    writeFileSync(file, lines.join("\n"));
}

/** Give a definition its plain name: the generator adds where in the file a type argument stood. */
const plain = (name) => name.replace(/<alias-[^>]*>/, "");

/** Drop what only people read, make numbers whole, mend what the generator loses. */
function tidy(node, name) {
    if (name in MENDED) return MENDED[name];
    if (Array.isArray(node)) return node.map((item) => tidy(item, name));
    if (node === null || typeof node !== "object") return node;
    const tidied = {};
    for (const key of Object.keys(node).sort()) {
        if (["description", "deprecated", "$comment", "default"].includes(key)
            && typeof node[key] !== "object") continue;
        if (key === "properties") {
            tidied[key] = Object.fromEntries(
                Object.keys(node[key]).sort().map((field) => [field, tidy(node[key][field], field)]),
            );
        } else if (key === "type") {
            const whole = (type) => (type === "number" && !FRACTIONS.has(name) ? "integer" : type);
            tidied[key] = Array.isArray(node[key]) ? node[key].map(whole) : whole(node[key]);
        } else if (key === "$ref") {
            tidied[key] = plain(decodeURIComponent(node[key]));
        } else if (key === "required") {
            tidied[key] = [...node[key]].sort();
        } else {
            tidied[key] = tidy(node[key], name);
        }
    }
    return tidied;
}

/** Collect the names of the definitions that a part of the schema reaches. */
function reach(node, definitions, reached) {
    if (node === null || typeof node !== "object") return;
    if (typeof node.$ref === "string") {
        const name = node.$ref.replace("#/definitions/", "");
        if (!reached.has(name)) {
            reached.add(name);
            reach(definitions[name], definitions, reached);
        }
    }
    Object.values(node).forEach((value) => reach(value, definitions, reached));
}

writeModule("api.ts");
const schema = createGenerator({
    path: "api.ts", tsconfig: "tsconfig.json", type: "Api",
    skipTypeCheck: true, functions: "hide", sortProps: true, additionalProperties: false,
}).createSchema("Api");
const definitions = Object.fromEntries(
    Object.keys(schema.definitions).sort().map((name) => [plain(name), tidy(schema.definitions[name], "")]),
);
const api = definitions.Api.properties;
const update = definitions.Update;
update.properties = Object.fromEntries(
    Object.entries(update.properties).filter(([name]) => UPDATES.includes(name)),
);
const parts = { parameters: api.parameters.properties, results: api.results.properties,
    update: { $ref: "#/definitions/Update" } };
const reached = new Set();
reach(parts, definitions, reached);
const kept = Object.fromEntries([...reached].sort().map((name) => [name, definitions[name]]));
const made = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Telegram Bot API",
    $comment: `Made by make_schema.sh from @grammyjs/types ${version("@grammyjs/types")} (MIT); `
        + "see BOT_API_SCHEMA.md. Do not edit.",
    ...parts,
    definitions: kept,
};
const line = (name, value) => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
const block = (entries) => `{\n${entries.map(([name, value]) => line(name, value)).join(",\n")}\n}`;
const text = Object.entries(made).map(([name, value]) =>
    ["parameters", "results", "definitions"].includes(name)
        ? `${JSON.stringify(name)}:${block(Object.entries(value))}` : line(name, value));
writeFileSync(process.argv[2], `{\n${text.join(",\n")}\n}\n`);
console.log(`${reached.size} definitions, ${METHODS.length} methods`);
