#!/bin/sh
# Makes bot_api.schema.json again; needs node 20 and npm. Usage: sh tests/telegram/make_schema.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{"name": "schema", "private": true}' >package.json
printf '%s' '{"compilerOptions": {"strict": true, "module": "nodenext", "moduleResolution": "nodenext",
  "target": "es2022", "skipLibCheck": true, "types": []}, "files": ["api.ts"]}' >tsconfig.json
npm install --silent --no-audit --no-fund --ignore-scripts \
    @grammyjs/types@5.0.0 ts-json-schema-generator@2.4.0 typescript@5.9
node "$here/make_schema.mjs" "$here/bot_api.schema.json"
