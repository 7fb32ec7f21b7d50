/**
 * What the compiler does not see: promises nobody waits for, empty catches, skipped tests, and the house's own rules about
 * time, chance and printing. Layout is Prettier's; who may import whom is test/architecture.test.ts's.
 */
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const useClock = "the domain's times come from world.clock";

export default tseslint.config(
  { ignores: ["node_modules/", "build/", "data/", "generated/", "public/", "**/*.d.ts"] },
  {
    files: ["**/*.{ts,tsx,js,mjs}"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-constant-condition": ["error", { checkLoops: "none" }],
      "no-debugger": "error",
      "no-dupe-else-if": "error",
      "no-empty": "error",
      "no-fallthrough": "error",
      "no-self-assign": "error",
      "no-self-compare": "error",
      "no-sparse-arrays": "error",
      "no-template-curly-in-string": "error",
      "no-unsafe-finally": "error",
      "no-useless-catch": "error",
      "no-var": "error",
      "prefer-const": "error",
      "require-yield": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
    },
  },
  {
    files: ["{app,prisma,test}/**/*.{ts,tsx}", "*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-for-in-array": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { ...reactHooks.configs.flat.recommended.rules, "no-console": "error" },
  },
  {
    files: ["app/domain/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: useClock },
        { object: "Math", property: "random", message: "the domain's chance comes from world.chance, by seed" },
        { object: "performance", property: "now", message: useClock },
        { object: "process", property: "env", message: "configuration is read in env.server.ts and handed in" },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: useClock },
        { selector: "CallExpression[callee.name='Date']", message: useClock },
      ],
    },
  },
  {
    files: ["test/**/*.{ts,tsx}"],
    rules: {
      // An async handler given to a server of the test's own: if it rejects, the run fails by itself.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "no-restricted-properties": [
        "error",
        ...["test", "it", "describe"].flatMap((object) =>
          ["only", "skip", "todo", "fails"].map((property) => ({ object, property, message: "every test runs and holds" })),
        ),
        ...["mock", "doMock", "hoisted"].map((property) => ({ object: "vi", property, message: "fakes keep state and are handed in" })),
      ],
    },
  },
);
