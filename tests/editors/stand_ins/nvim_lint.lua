-- A stand-in for nvim-lint, which Debian does not have: what its README promises a linter definition, and no more.
-- The command gets the arguments (functions are called), the buffer's lines each with a line feed on standard input;
-- what `stream` names goes to the parser, and what that returns becomes the buffer's diagnostics.
local M = { linters = {}, linters_by_ft = {} }

function M.try_lint()
  for _, name in ipairs(M.linters_by_ft[vim.bo.filetype] or {}) do
    local linter = M.linters[name]
    assert(linter.stdin and linter.stream == 'stdout', 'the stand-in knows these settings only')
    local command = { linter.cmd }
    for _, argument in ipairs(linter.args) do
      table.insert(command, type(argument) == 'function' and argument() or argument)
    end
    local buffer, out = vim.api.nvim_get_current_buf(), {}
    local job = vim.fn.jobstart(command, {
      stdout_buffered = true,
      on_stdout = function(_, data) out = data end,
      on_exit = function(_, code)
        assert(code == 0 or linter.ignore_exitcode, 'exit code ' .. code)
      end,
    })
    local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, true)
    vim.fn.chansend(job, table.concat(lines, '\n') .. '\n')
    vim.fn.chanclose(job, 'stdin')
    vim.fn.jobwait({ job }, 10000)
    local found = linter.parser(table.concat(out, '\n'), buffer)
    vim.diagnostic.set(vim.api.nvim_create_namespace(name), buffer, found)
  end
end

return M
