// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import vsc.model.Failure;
import vsc.model.VscException;

/** Something that is done to a file, and whose errors are to be told to the user with the name of the file. */
@FunctionalInterface
interface Reported<T> {
    T run() throws IOException, VscException;

    /**
     * @param otherwise the code of errors that the file system does not explain
     */
    static <T> T of(Path path, Failure otherwise, Reported<T> action) throws VscException {
        try {
            return action.run();
        } catch (Rejected e) {
            throw new VscException(e.failure(), path + " " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new VscException(Failure.FILE_NOT_FOUND, e.getFile() + " does not exist", e);
        } catch (FileAlreadyExistsException e) {
            throw new VscException(Failure.ALREADY_EXISTS, path + " is there already", e);
        } catch (AccessDeniedException e) {
            throw new VscException(Failure.NO_ACCESS, e.getFile() + " is not accessible to you", e);
        } catch (IOException e) {
            String verb = otherwise == Failure.FILE_WRITE ? "written" : "read";
            throw new VscException(otherwise, "%s cannot be %s: %s".formatted(path, verb, e.getMessage()), e);
        }
    }
}
